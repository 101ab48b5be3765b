// What sets the kinds of environment apart: size, redundancy, exposure. Names, addresses and people are parameters.

@export()
@description('How large, how redundant and how closed an environment is.')
type Profile = {
  @description('Juspay: its sandbox moves no real money.')
  juspayBaseUrl: 'https://sandbox.juspay.in' | 'https://api.juspay.in'

  @description('Memory of one instance in MB. It sets the price of a second, and the CPU share with it.')
  instanceMemoryMB: 512 | 2048 | 4096

  @description('The most instances that may run at once. A bound on the bill, and on the calls to Juspay: its settings are per instance.')
  @minValue(40)
  @maxValue(1000)
  maximumInstances: int

  @description('Instances that are kept warm for HTTP requests, and billed while they idle. 0 for none.')
  @minValue(0)
  @maxValue(20)
  alwaysReadyHttp: int

  @description('Instances that are kept warm for orchestrations, activities and timers, and billed while they idle. 0 for none.')
  @minValue(0)
  @maxValue(20)
  alwaysReadyDurable: int

  @description('Spread instances and stored data over availability zones. The platform then keeps two instances of each group warm.')
  zoneRedundant: bool

  @description('Take storage and vault off the public network and reach them through private endpoints.')
  privateNetwork: bool

  @description('How long logs and metrics are kept, in days.')
  @minValue(30)
  @maxValue(730)
  logRetentionDays: int

  @description('The most that is ingested a day, in GB; -1 for no limit. Alerts are blind once it is reached.')
  @minValue(-1)
  logDailyQuotaGb: int

  @description('How long a deleted secret, or the deleted vault, can be recovered, in days. Fixed when the vault is created.')
  @minValue(7)
  @maxValue(90)
  vaultRetentionDays: int

  @description('Refuse to delete the storage account, which holds the record of every penny drop.')
  lockStorage: bool
}

@export()
@description('For trying things: the sandbox, nothing warm, nothing redundant, cheap to throw away.')
var dev Profile = {
  juspayBaseUrl: 'https://sandbox.juspay.in'
  instanceMemoryMB: 2048
  maximumInstances: 40
  alwaysReadyHttp: 0
  alwaysReadyDurable: 0
  zoneRedundant: false
  privateNetwork: false
  logRetentionDays: 30
  logDailyQuotaGb: 1
  vaultRetentionDays: 7
  lockStorage: false
}

@export()
@description('For real money: zones, warm instances, no public way to the data, nothing that is deleted by mistake.')
var prod Profile = {
  juspayBaseUrl: 'https://api.juspay.in'
  instanceMemoryMB: 2048
  maximumInstances: 100
  alwaysReadyHttp: 2
  alwaysReadyDurable: 2
  zoneRedundant: true
  privateNetwork: true
  logRetentionDays: 90
  logDailyQuotaGb: -1
  vaultRetentionDays: 90
  lockStorage: true
}
