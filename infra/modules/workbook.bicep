metadata description = 'One page in the portal that shows how the product is: what is open, what Juspay answers, how callbacks go.'

import { gaugesByName, growthByName, growthByTag } from '../queries.bicep'

@description('Where it is kept.')
param location string

@description('Title in the portal.')
@minLength(1)
param title string

@description('Tags.')
param tags { *: string }

@description('Resource id of the workspace that is asked.')
param workspaceId string

var charts = [
  {
    title: 'Not finished (callbacks included), and not settled an hour after the deadline'
    query: gaugesByName('"accountvalidation.open", "accountvalidation.overdue"', 1)
  }
  {
    title: 'Age of the oldest validation that has not settled, in hours'
    query: gaugesByName('"accountvalidation.oldest_pending_age"', 3600)
  }
  {
    title: 'Accepted and settled'
    query: growthByName('"accountvalidation.accepted", "accountvalidation.settled"')
  }
  {
    title: 'Settled, by status'
    query: growthByTag('accountvalidation.settled', 'status')
  }
  {
    title: 'Calls to Juspay, by reply'
    query: growthByTag('accountvalidation.juspay.calls', 'reply')
  }
  {
    title: 'Calls to Juspay, by call'
    query: growthByTag('accountvalidation.juspay.calls', 'call')
  }
  {
    title: 'API key refused, callbacks given up'
    query: growthByName('"accountvalidation.juspay.key_refused", "accountvalidation.callback.dead_letters"')
  }
  {
    title: 'Attempts to deliver a callback, by result'
    query: growthByTag('accountvalidation.callback.attempts', 'result')
  }
  {
    title: 'Messages of the intake queue, by result'
    query: growthByTag('accountvalidation.intake.messages', 'result')
  }
  {
    title: 'Failed calls to queues, by cause'
    query: growthByTag('accountvalidation.queues.failures', 'cause')
  }
  {
    title: 'Notifications of Juspay, by result'
    query: growthByTag('accountvalidation.notifications', 'result')
  }
  {
    title: 'Put right by the sweep, by reason'
    query: growthByTag('accountvalidation.recovered', 'why')
  }
]

// Numbers are the workbook format's own: 1 a text, 3 a query, 9 parameters; within parameters, 4 a time range.
var timeRange = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    queryType: 0
    parameters: [
      {
        id: guid(workspaceId, 'TimeRange')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time range'
        type: 4
        isRequired: true
        value: { durationMs: 86400000 }
        typeSettings: {
          selectableValues: [
            { durationMs: 3600000 }
            { durationMs: 14400000 }
            { durationMs: 86400000 }
            { durationMs: 604800000 }
            { durationMs: 2592000000 }
          ]
        }
      }
    ]
  }
}

var items = [
  for (chart, n) in charts: {
    type: 3
    name: 'chart-${n}'
    customWidth: '50'
    content: {
      version: 'KqlItem/1.0'
      title: chart.title
      query: chart.query
      size: 0
      timeContextFromParameter: 'TimeRange'
      queryType: 0
      resourceType: 'microsoft.operationalinsights/workspaces'
      crossComponentResources: [workspaceId]
      visualization: 'timechart'
      noDataMessage: 'Nothing was reported in this time.'
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'accountvalidation')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: title
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([timeRange], items)
      fallbackResourceIds: [workspaceId]
    })
  }
}
