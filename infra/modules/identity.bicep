metadata description = 'The one identity of the function app. Every role in this environment is given to it and to nothing else.'

@description('Where it is created.')
param location string

@description('Name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Tags.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id: what the app and its deployment run as.')
output id string = identity.id

@description('Client id: how code names the identity.')
output clientId string = identity.properties.clientId

@description('Object id: who roles are given to.')
output principalId string = identity.properties.principalId
