metadata description = 'Who is told, and of what. Each rule asks for one number and fires when it is beyond its threshold.'

import { growth, growthOf, largest, reports, share } from '../queries.bicep'

@export()
@description('From where on a number is worth a message.')
type Thresholds = {
  @description('Validations that have not settled an hour after their deadline.')
  @minValue(0)
  overdue: int

  @description('Age of the oldest validation that has not settled, in hours. The default is two days: a failed transfer is settled by the day after it.')
  @minValue(1)
  oldestPendingHours: int

  @description('Calls in which Juspay refused the API key, in 15 minutes.')
  @minValue(0)
  keyRefused: int

  @description('Callbacks that were given up, in 15 minutes.')
  @minValue(0)
  deadLetters: int

  @description('Failed attempts to deliver a callback, in percent of all in an hour.')
  @minValue(1)
  @maxValue(99)
  callbackFailurePercent: int

  @description('Attempts in an hour below which their percentage says nothing.')
  @minValue(1)
  callbackAttempts: int

  @description('Messages that went to the poison queue, in 15 minutes.')
  @minValue(0)
  poisonMessages: int

  @description('Failed calls to the queues, retries included, in 15 minutes.')
  @minValue(0)
  queueFailures: int
}

@export()
@description('What is used where a deployment says nothing else.')
var defaultThresholds Thresholds = {
  overdue: 0
  oldestPendingHours: 48
  keyRefused: 0
  deadLetters: 0
  callbackFailurePercent: 50
  callbackAttempts: 20
  poisonMessages: 0
  queueFailures: 0
}

@description('Where the rules are kept.')
param location string

@description('Beginning of the rules\' names.')
@minLength(1)
@maxLength(60)
param namePrefix string

@description('Tags.')
param tags { *: string }

@description('Resource id of the workspace that is asked.')
param workspaceId string

@description('E-mail addresses of those who are told. With none, alerts are in the portal only.')
@maxLength(10)
param emails string[]

@description('From where on a number is worth a message.')
param thresholds Thresholds

// Severity 1 is worth a page, 2 attention on the same day. docs/deploy.md says what to do about each.
var rules = [
  {
    name: 'stuck'
    title: 'Validations are stuck'
    description: 'Validations have not settled an hour after their deadline: their orchestrations do not run.'
    severity: 1
    window: 'PT30M'
    query: largest('accountvalidation.overdue')
    operator: 'GreaterThan'
    threshold: thresholds.overdue
  }
  {
    name: 'held'
    title: 'Validations are held'
    description: 'Their orchestrations failed again and again under this version of the app. Nothing is answered meanwhile. Deploy a version that mends it.'
    severity: 1
    window: 'PT30M'
    query: largest('accountvalidation.held')
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'oldest-pending'
    title: 'A validation has been pending for long'
    description: 'Juspay has had no answer for it, or it cannot be asked. The timeline of the oldest one says which.'
    severity: 2
    window: 'PT30M'
    query: largest('accountvalidation.oldest_pending_age')
    operator: 'GreaterThan'
    threshold: thresholds.oldestPendingHours * 3600
  }
  {
    name: 'key-refused'
    title: 'Juspay refuses the API key'
    description: 'Validations are held until the key works or their deadline comes. Set the secret juspay-api-key and refresh it.'
    severity: 1
    window: 'PT15M'
    query: growth('accountvalidation.juspay.key_refused')
    operator: 'GreaterThan'
    threshold: thresholds.keyRefused
  }
  {
    name: 'dead-letters'
    title: 'Callbacks were given up'
    description: 'A receiver took no callback for days. Tell its owner, then redeliver.'
    severity: 2
    window: 'PT15M'
    query: growth('accountvalidation.callback.dead_letters')
    operator: 'GreaterThan'
    threshold: thresholds.deadLetters
  }
  {
    name: 'callback-failures'
    title: 'Many callbacks fail'
    description: 'A receiver is down. Callbacks are retried for days; nothing is lost yet.'
    severity: 2
    window: 'PT1H'
    query: share('accountvalidation.callback.attempts', 'result', 'failed', thresholds.callbackAttempts)
    operator: 'GreaterThan'
    threshold: thresholds.callbackFailurePercent
  }
  {
    name: 'poison'
    title: 'Start requests are in the poison queue'
    description: 'A sender sends what is no start request, or a request could not be worked on. The log names the message.'
    severity: 2
    window: 'PT15M'
    query: growthOf('accountvalidation.intake.messages', 'result', '"invalid", "exhausted"')
    operator: 'GreaterThan'
    threshold: thresholds.poisonMessages
  }
  {
    name: 'queue-failures'
    title: 'The queues cannot be used'
    description: 'Calls to the queues of the storage account fail. Requests wait in their queue.'
    severity: 2
    window: 'PT15M'
    query: growth('accountvalidation.queues.failures')
    operator: 'GreaterThan'
    threshold: thresholds.queueFailures
  }
  {
    name: 'silent'
    title: 'The app gives no sign of life'
    description: 'The sweep has reported nothing for an hour: the app does not start, or its telemetry does not arrive. No other alert can be relied on.'
    severity: 1
    window: 'PT1H'
    query: reports('accountvalidation.open')
    operator: 'LessThan'
    threshold: 1
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${namePrefix}-people'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'acctval'
    emailReceivers: [
      for (email, n) in emails: {
        name: 'email-${n}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'Value'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      // A workspace that has never seen a metric does not know the table yet.
      skipQueryValidation: true
      actions: { actionGroups: [people.id] }
    }
  }
]
