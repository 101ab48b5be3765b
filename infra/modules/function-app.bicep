metadata description = '''
The function app on the Flex Consumption plan. It reaches storage, vault and telemetry as its identity; no setting
holds a key. FUNCTIONS_WORKER_RUNTIME and FUNCTIONS_EXTENSION_VERSION are left out on purpose: this plan takes the runtime
from functionAppConfig and refuses them.
'''

@description('Where it is created.')
param location string

@description('Name of the app, unique in all of Azure: its host name begins with it.')
@minLength(2)
@maxLength(60)
param name string

@description('Name of the plan.')
@minLength(1)
@maxLength(60)
param planName string

@description('Tags of both. azd finds the app it deploys to by the tag azd-service-name, which is added to the app\'s.')
param tags { *: string }

@description('Resource id of the identity that the app runs as.')
param identityId string

@description('Client id of that identity.')
param identityClientId string

@description('Address of the container of the deployment package.')
param packageContainerUrl string

@description('The product\'s settings in environment form. Secrets are references to the vault.')
param settings { *: string }

@description('Name of the storage account of host, task hub and product.')
param storageAccountName string

@description('Where telemetry is sent.')
param applicationInsightsConnectionString string

@description('Name of the storage account of the task hub alone; empty for the same as everything else.')
param hubAccountName string

@description('Resource id of the subnet that the app goes out through; empty for the public network.')
param subnetId string

@description('Memory of one instance in MB.')
param instanceMemoryMB 512 | 2048 | 4096

@description('The most instances that may run at once.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Instances that are kept warm for HTTP requests.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttp int

@description('Instances that are kept warm for orchestrations, activities and timers.')
@minValue(0)
@maxValue(20)
param alwaysReadyDurable int

@description('Spread instances over availability zones.')
param zoneRedundant bool

var alwaysReady = filter(
  [
    { name: 'http', instanceCount: alwaysReadyHttp }
    { name: 'durable', instanceCount: alwaysReadyDurable }
  ],
  group => group.instanceCount > 0
)

var platformSettings = union(
  {
    AzureWebJobsStorage__accountName: storageAccountName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    // The root answers like any other unknown route, not with a page that says what runs here.
    AzureWebJobsDisableHomepage: 'true'
  },
  empty(hubAccountName)
    ? {}
    : {
        HubStorage__accountName: hubAccountName
        HubStorage__credential: 'managedidentity'
        HubStorage__clientId: identityClientId
        // For the host and its worker. What the platform scales by is host.json alone, which must name the connection, too.
        AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionName: 'HubStorage'
      }
)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, platformSettings)
  }

  // No user name and password deploys code: only a signed-in identity with a role does.
  resource ftpLogin 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scmLogin 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the API.')
output url string = 'https://${app.properties.defaultHostName}'
