// Read from variables, so that the value is on no command line.

using './secret.bicep'

param vaultName = readEnvironmentVariable('VAULT_NAME')
param name = readEnvironmentVariable('SECRET_NAME')
param value = readEnvironmentVariable('SECRET_VALUE')
