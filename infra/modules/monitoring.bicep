metadata description = 'Log Analytics and Application Insights. Telemetry is taken from the app\'s identity only: no instrumentation key works.'

import { monitoringMetricsPublisher } from '../roles.bicep'

@description('Where it is created.')
param location string

@description('Name of the Log Analytics workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('Name of the Application Insights component.')
@minLength(1)
@maxLength(260)
param componentName string

@description('Tags.')
param tags { *: string }

@description('How long logs and metrics are kept, in days.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('The most that is ingested a day, in GB; -1 for no limit.')
@minValue(-1)
param dailyQuotaGb int

@description('Object id of the identity that sends telemetry.')
param principalId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
    features: { disableLocalAuth: true }
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(component.id, principalId, monitoringMetricsPublisher)
  scope: component
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Resource id of the workspace: where queries run.')
output workspaceId string = workspace.id

@description('Where telemetry is sent. It is an address, not a secret, since keys are refused.')
output connectionString string = component.properties.ConnectionString
