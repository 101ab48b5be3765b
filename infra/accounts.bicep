// What every storage account of the environment has in common.

@export()
@description('An account that no key opens and nobody reads without a role, on the public network or on none.')
func closed(publicAccess bool) resourceInput<'Microsoft.Storage/storageAccounts@2024-01-01'>.properties => {
  accessTier: 'Hot'
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
  networkAcls: {
    bypass: 'None'
    defaultAction: publicAccess ? 'Allow' : 'Deny'
  }
}
