metadata description = 'Durable Task Scheduler: a managed home for the orchestrations, instead of queues and tables of the storage account.'

import { durableTaskDataContributor } from '../roles.bicep'

@description('Where it is created. Not every region has it.')
param location string

@description('Name of the scheduler.')
@minLength(3)
@maxLength(64)
param name string

@description('Tags.')
param tags { *: string }

@description('Consumption is billed by the action, Dedicated by the unit and hour.')
param sku 'Consumption' | 'Dedicated'

@description('Units of a Dedicated scheduler. Without meaning for Consumption.')
@minValue(1)
@maxValue(3)
param capacity int

@description('Name of the task hub: what host.json calls hubName.')
@minLength(3)
@maxLength(45)
param taskHubName string

@description('Addresses or ranges that may connect. None at all would shut everybody out.')
@minLength(1)
param allowedAddresses string[]

@description('Object id of the identity that runs orchestrations.')
param principalId string

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: allowedAddresses
    sku: sku == 'Dedicated' ? { name: sku, capacity: capacity } : { name: sku }
  }

  resource hub 'taskHubs' = {
    name: taskHubName
  }
}

resource contributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, principalId, durableTaskDataContributor)
  scope: scheduler::hub
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableTaskDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Address of the scheduler.')
output endpoint string = scheduler.properties.endpoint
