metadata description = '''
The virtual network of a private environment: a subnet that the app goes out through, one for the private endpoints, and one
public address for everything that goes out, which Juspay and receivers can put on their allow lists.
'''

@description('Where it is created.')
param location string

@description('Name of the network; what belongs to it is named after it.')
@minLength(2)
@maxLength(56)
param name string

@description('Tags.')
param tags { *: string }

@description('Range of the network, in CIDR form, with a prefix of 16 to 24. Each subnet gets a fourth of it.')
param addressPrefix string

var subnetPrefixLength = int(split(addressPrefix, '/')[1]) + 2

resource address 'Microsoft.Network/publicIPAddresses@2025-01-01' = {
  name: '${name}-out'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2025-01-01' = {
  name: '${name}-nat'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, subnetPrefixLength, 0)
          defaultOutboundAccess: false
          natGateway: { id: gateway.id }
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, subnetPrefixLength, 1)
          defaultOutboundAccess: false
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

@description('Resource id of the network.')
output id string = network.id

@description('Resource id of the subnet that the app goes out through.')
output appSubnetId string = network::app.id

@description('Resource id of the subnet of the private endpoints.')
output endpointSubnetId string = network::endpoints.id

@description('The one public address that everything goes out from.')
output outboundAddress string = address.properties.ipAddress
