metadata description = '''
A storage account for the task hub alone, so that its polls and the validations' tables do not share the requests of one account.
Queues, tables and containers are left to the framework, which creates them.
'''

import { closed } from '../accounts.bicep'
import { storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor } from '../roles.bicep'

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

@description('Object id of the identity that runs orchestrations.')
param principalId string

var dataRoles = [storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: closed(publicAccess)
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

resource deleteLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds every orchestration: without it, what is under way is cancelled.'
  }
}

@description('Resource id of the account.')
output id string = account.id
