metadata description = '''
The storage account: task hub, validations, queues, host state and deployment package. No key opens it.
The queues are created here, so that a sender's role can name one of them before the app has ever run. The tables and the
task hub are left to the app, whose role must cover the account anyway, because a task hub creates queues and tables itself.
'''

import { closed } from '../accounts.bicep'
import {
  storageBlobDataOwner
  storageQueueDataContributor
  storageQueueDataMessageSender
  storageTableDataContributor
} from '../roles.bicep'

@description('Where it is created.')
param location string

@description('Name of the account, unique in all of Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('Tags.')
param tags { *: string }

@description('Keep three copies in three zones instead of three in one.')
param zoneRedundant bool

@description('Whether it can be reached from the public network.')
param publicAccess bool

@description('Refuse to delete it.')
param lock bool

@description('Container of the deployment package.')
@minLength(3)
@maxLength(63)
param packageContainer string

@description('Queue of start requests.')
@minLength(3)
@maxLength(56)
param intakeQueue string

@description('Queue of callbacks that were given up.')
@minLength(3)
@maxLength(63)
param deadLetterQueue string

@description('Object id of the identity that works with the data.')
param principalId string

@description('Object ids of the service principals that may put start requests, and nothing else.')
@maxLength(20)
param senders string[]

// On the whole account: see the description above.
var dataRoles = [storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: closed(publicAccess)

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: packageContainer
      properties: { publicAccess: 'None' }
    }
  }

  resource queues 'queueServices' = {
    name: 'default'

    resource intake 'queues' = {
      name: intakeQueue
    }

    // The name is that of the Functions runtime.
    resource poison 'queues' = {
      name: '${intakeQueue}-poison'
    }

    resource deadLetters 'queues' = {
      name: deadLetterQueue
    }
  }
}

resource dataAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in dataRoles: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource senderAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for sender in senders: {
    name: guid(account::queues::intake.id, sender, storageQueueDataMessageSender)
    scope: account::queues::intake
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataMessageSender)
      principalId: sender
      principalType: 'ServicePrincipal'
    }
  }
]

resource deleteLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the record of every penny drop: without it, money may be paid twice.'
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('Address of the container that the deployment package is put in.')
output packageContainerUrl string = '${account.properties.primaryEndpoints.blob}${packageContainer}'
