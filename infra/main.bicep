metadata description = 'A complete environment of AccountValidation in a resource group of its own. docs/deploy.md has every command.'

targetScope = 'subscription'

import { Profile } from './profiles.bicep'
import { ProductOptions, secretsOf, settingsOf } from './settings.bicep'
import { Thresholds } from './modules/alerts.bicep'

@description('Name of the environment, such as dev or prod: lower-case letters, digits and hyphens. Names of resources come from it.')
@minLength(1)
@maxLength(24)
param environmentName string

@description('Azure region. It must have the Flex Consumption plan; docs/deploy.md says how to list those that do.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('How large, how redundant and how closed the environment is.')
param profile Profile

@description('What is decided about the product itself.')
param product ProductOptions

@description('Queue of start requests. Its poison queue has the same name and -poison.')
@minLength(3)
@maxLength(56)
param intakeQueue string = 'validation-requests'

@description('Queue of callbacks that were given up.')
@minLength(3)
@maxLength(63)
param deadLetterQueue string = 'callback-dead-letters'

@description('Object ids of the service principals that may put start requests into the queue, and nothing else.')
@maxLength(20)
param intakeSenders string[] = []

@description('Which storage account has the task hub: the one of everything else, or one of its own. Change it only while nothing is under way: orchestrations do not move. docs/deploy.md says what host.json needs besides.')
param hubStorage 'shared' | 'own' = 'shared'

@description('Where orchestrations are kept: none for Azure Storage, and nothing else. A Durable Task Scheduler needs a package that the app does not reference (Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged) and another storageProvider in host.json: docs/azure.md.')
param scheduler 'none' = 'none'

@description('Range of the virtual network of a private environment, with a prefix of 16 to 24.')
param networkPrefix string = '10.40.0.0/23'

@description('E-mail addresses of those who are told of alerts.')
@maxLength(10)
param alertEmails string[] = []

@description('From where on a number is worth a message.')
param alertThresholds Thresholds

var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName, product: 'AccountValidation' }

// The runtime tells apps apart by the first 32 characters of their names.
var appName = 'func-validation-${token}'
var storageName = 'st${token}'
var hubStorageName = 'sthub${token}'
var vaultName = 'kv-${token}'
var packageContainer = 'deployment-package'

// In a private environment, what has a public name is found in these zones instead.
var privateServices = [
  { service: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { service: 'queue', zone: 'privatelink.queue.${environment().suffixes.storage}' }
  { service: 'table', zone: 'privatelink.table.${environment().suffixes.storage}' }
  { service: 'vault', zone: 'privatelink.vaultcore.azure.net' }
]

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-accountvalidation-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    location: location
    name: 'id-validation-${token}'
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    workspaceName: 'log-${token}'
    componentName: 'appi-${token}'
    tags: tags
    retentionDays: profile.logRetentionDays
    dailyQuotaGb: profile.logDailyQuotaGb
    principalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    location: location
    name: storageName
    tags: tags
    zoneRedundant: profile.zoneRedundant
    publicAccess: !profile.privateNetwork
    lock: profile.lockStorage
    packageContainer: packageContainer
    intakeQueue: intakeQueue
    deadLetterQueue: deadLetterQueue
    principalId: identity.outputs.principalId
    senders: intakeSenders
  }
}

module hubAccount 'modules/hub-storage.bicep' = if (hubStorage == 'own') {
  scope: group
  params: {
    location: location
    name: hubStorageName
    tags: tags
    zoneRedundant: profile.zoneRedundant
    publicAccess: !profile.privateNetwork
    lock: profile.lockStorage
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    location: location
    name: vaultName
    tags: tags
    retentionDays: profile.vaultRetentionDays
    publicAccess: !profile.privateNetwork
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (profile.privateNetwork) {
  scope: group
  params: {
    location: location
    name: 'vnet-${token}'
    tags: tags
    addressPrefix: networkPrefix
  }
}

module privateEndpoints 'modules/private-endpoint.bicep' = [
  for item in privateServices: if (profile.privateNetwork) {
    scope: group
    params: {
      location: location
      name: 'pe-${item.service}-${token}'
      tags: tags
      targetId: item.service == 'vault' ? vault.outputs.id : storage.outputs.id
      service: item.service
      zoneName: item.zone
      networkId: network!.outputs.id
      subnetId: network!.outputs.endpointSubnetId
    }
  }
]

// After the others: they share the zones.
module hubEndpoints 'modules/private-endpoint.bicep' = [
  for item in filter(privateServices, item => item.service != 'vault'): if (profile.privateNetwork && hubStorage == 'own') {
    scope: group
    params: {
      location: location
      name: 'pe-hub-${item.service}-${token}'
      tags: tags
      targetId: hubAccount!.outputs.id
      service: item.service
      zoneName: item.zone
      networkId: network!.outputs.id
      subnetId: network!.outputs.endpointSubnetId
    }
    dependsOn: [privateEndpoints]
  }
]

module functionApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    location: location
    name: appName
    planName: 'plan-${token}'
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    packageContainerUrl: storage.outputs.packageContainerUrl
    settings: union(settingsOf(product, vault.outputs.uri), {
      Queues__Intake: intakeQueue
      Queues__CallbackDeadLetters: deadLetterQueue
    })
    storageAccountName: storageName
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    hubAccountName: hubStorage == 'own' ? hubStorageName : ''
    subnetId: network.?outputs.appSubnetId ?? ''
    instanceMemoryMB: profile.instanceMemoryMB
    maximumInstances: profile.maximumInstances
    alwaysReadyHttp: profile.alwaysReadyHttp
    alwaysReadyDurable: profile.alwaysReadyDurable
    zoneRedundant: profile.zoneRedundant
  }
  // The app would start before it can reach its storage.
  dependsOn: [hubAccount, privateEndpoints, hubEndpoints]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    namePrefix: 'accountvalidation-${environmentName}'
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    emails: alertEmails
    thresholds: alertThresholds
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    title: 'AccountValidation (${environmentName})'
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output AZURE_FUNCTION_APP_NAME string = functionApp.outputs.name

@description('Address of the API.')
output API_URL string = functionApp.outputs.url

@description('Name of the storage account.')
output AZURE_STORAGE_ACCOUNT_NAME string = storageName

@description('Name of the storage account with the task hub.')
output HUB_STORAGE_ACCOUNT_NAME string = hubStorage == 'own' ? hubStorageName : storageName

@description('Where orchestrations are kept: none for Azure Storage.')
output DURABLE_TASK_SCHEDULER string = scheduler

@description('Name of the key vault.')
output AZURE_KEY_VAULT_NAME string = vaultName

@description('Names, not values, of what must be set in the vault before the app can start.')
output VAULT_NAMES_TO_SET string[] = map(items(secretsOf(product)), item => item.value)

@description('The one address that calls to Juspay and callbacks come from; empty when there is none.')
output OUTBOUND_ADDRESS string = network.?outputs.outboundAddress ?? ''
