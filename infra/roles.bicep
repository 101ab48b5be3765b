// The built-in roles that are given out, by their ids, which are the same in every tenant.

@export()
@description('Storage Blob Data Owner: what the Functions host is documented to need for its leases, keys and deployment package.')
var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'

@export()
@description('Storage Queue Data Contributor: the task hub creates its control queues, the host moves poison messages.')
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

@export()
@description('Storage Queue Data Message Sender: put messages, and nothing else.')
var storageQueueDataMessageSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'

@export()
@description('Storage Table Data Contributor: the task hub and the validations create their tables and write them.')
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

@export()
@description('Key Vault Secrets User: read secrets, and neither list keys nor write anything.')
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

@export()
@description('Monitoring Metrics Publisher: send telemetry to Application Insights.')
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'
