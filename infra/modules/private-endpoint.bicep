metadata description = 'One service of one resource on a private address, and the DNS zone through which its public name finds that address.'

@description('Where it is created.')
param location string

@description('Name of the endpoint.')
@minLength(2)
@maxLength(64)
param name string

@description('Tags.')
param tags { *: string }

@description('Resource id of what is reached through it.')
param targetId string

@description('Which service of the target: its group id.')
param service 'blob' | 'queue' | 'table' | 'vault'

@description('Private DNS zone of that service.')
param zoneName string

@description('Resource id of the network that resolves the zone.')
param networkId string

@description('Resource id of the subnet that the endpoint gets its address from.')
param subnetId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'network'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: service
        properties: {
          privateLinkServiceId: targetId
          groupIds: [service]
        }
      }
    ]
  }

  resource records 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: service
          properties: { privateDnsZoneId: zone.id }
        }
      ]
    }
  }
}
