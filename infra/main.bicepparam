// The parameters of both kinds of environment, for azd and for az alike. DEPLOYMENT_PROFILE chooses dev or prod (profiles.bicep);
// everything else that differs between environments is read from variables too, so that no name or address of yours is kept here.
// azd gives its environment's values as variables: azd env set NAME value.

using './main.bicep'

import { defaultThresholds } from './modules/alerts.bicep'
import { dev, prod } from './profiles.bicep'
import { namesIn } from './settings.bicep'

var privateNetwork = readEnvironmentVariable('PRIVATE_NETWORK', '')
var wanted = readEnvironmentVariable('DURABLE_TASK_SCHEDULER', 'none')
var chosen = { dev: dev, prod: prod }[readEnvironmentVariable('DEPLOYMENT_PROFILE', 'dev')]

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

param profile = {
  ...chosen
  privateNetwork: empty(privateNetwork) ? chosen.privateNetwork : bool(privateNetwork)
}

param product = {
  juspayBaseUrl: chosen.juspayBaseUrl
  juspayMerchantId: readEnvironmentVariable('JUSPAY_MERCHANT_ID', '')
  juspayNotificationUser: readEnvironmentVariable('JUSPAY_NOTIFICATION_USER', '')
  // Several names are separated by commas.
  callers: namesIn(readEnvironmentVariable('API_CALLERS', 'onboarding'))
  operators: namesIn(readEnvironmentVariable('API_OPERATORS', 'ops'))
  webhookSecrets: namesIn(readEnvironmentVariable('WEBHOOK_SECRETS', 'first'))
  callbackDefaultUrl: readEnvironmentVariable('CALLBACK_DEFAULT_URL', '')
  callbackAllowedHosts: namesIn(readEnvironmentVariable('CALLBACK_ALLOWED_HOSTS', ''))
  // As JSON: azd env set PRODUCT_SETTINGS '{"Recheck__Preset":"Npci"}'
  other: json(readEnvironmentVariable('PRODUCT_SETTINGS', '{}'))
}

param intakeSenders = namesIn(readEnvironmentVariable('INTAKE_SENDERS', ''))
param hubStorage = readEnvironmentVariable('HUB_STORAGE', 'shared')
param scheduler = wanted == 'none'
  ? 'none'
  : fail('DURABLE_TASK_SCHEDULER is ${wanted}, and only none is possible: the app does not reference the package of the Durable Task Scheduler. docs/azure.md says what it would need.')
param alertEmails = namesIn(readEnvironmentVariable('ALERT_EMAILS', ''))
// As JSON, those that differ: azd env set ALERT_THRESHOLDS '{"oldestPendingHours":24}'
param alertThresholds = union(defaultThresholds, json(readEnvironmentVariable('ALERT_THRESHOLDS', '{}')))
