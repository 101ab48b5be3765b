metadata description = '''
Sets one secret of the vault through Resource Manager, for a vault that the public network cannot reach: a deployment needs no way
to the vault's own address. Anywhere else, az keyvault secret set is simpler.
'''

@description('Name of the vault: the output AZURE_KEY_VAULT_NAME.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Name of the secret: one of the output VAULT_NAMES_TO_SET.')
@minLength(1)
@maxLength(127)
param name string

@description('Its value. It appears in no log, output or deployment history.')
@minLength(8)
@secure()
param value string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName

  resource secret 'secrets' = {
    name: name
    properties: { value: value }
  }
}
