// The product's own settings (see docs/settings.md) as the function app gets them, and the secrets among them.

@export()
@description('What a deployment decides about the product itself. Nothing in here is a secret.')
type ProductOptions = {
  @description('Juspay\'s address.')
  juspayBaseUrl: string

  @description('Merchant id at Juspay; empty to send none.')
  juspayMerchantId: string

  @description('User name of Juspay\'s notifications; empty to take none. Its password is the secret juspay-notification-password.')
  juspayNotificationUser: string

  @description('Names of the callers, letters and digits. Each has the secret api-key-<name>.')
  @minLength(1)
  callers: string[]

  @description('Names of the operators, letters and digits. Each has the secret operator-key-<name>.')
  operators: string[]

  @description('Names of the signing secrets, letters and digits; several while one is being replaced. Each is the secret webhook-secret-<name>.')
  @minLength(1)
  @maxLength(5)
  webhookSecrets: string[]

  @description('Where callbacks go when a request names no address; empty for none.')
  callbackDefaultUrl: string

  @description('Hosts that callbacks may go to, such as *.example.com; none for any public host.')
  callbackAllowedHosts: string[]

  @description('Any other setting of docs/settings.md in its environment form, such as Recheck__Preset. Never a secret: it can be read in the portal.')
  other: {
    @description('The setting\'s value as text.')
    *: string
  }
}

@export()
@description('The names in a text that separates them by commas.')
func namesIn(text string) string[] => filter(map(split(text, ','), name => trim(name)), name => !empty(name))

@export()
@description('Each setting that is a secret, and the name of its secret in the vault.')
func secretsOf(options ProductOptions) { *: string } =>
  union(
    { Juspay__ApiKey: 'juspay-api-key' },
    empty(options.juspayNotificationUser) ? {} : { Juspay__NotificationPassword: 'juspay-notification-password' },
    toObject(
      range(0, length(options.webhookSecrets)),
      n => 'Callbacks__Secrets__${n}',
      n => 'webhook-secret-${options.webhookSecrets[n]}'
    ),
    toObject(options.callers, name => 'Api__Keys__${name}', name => 'api-key-${name}'),
    toObject(options.operators, name => 'Api__OperatorKeys__${name}', name => 'operator-key-${name}')
  )

@export()
@description('All settings of the product; those that are secrets as references to the vault at this address.')
func settingsOf(options ProductOptions, vaultUri string) { *: string } =>
  union(
    // The trigger of the sweep knows no default.
    { Sweep__Schedule: '0 */5 * * * *' },
    options.other,
    { Juspay__BaseUrl: options.juspayBaseUrl },
    empty(options.juspayMerchantId) ? {} : { Juspay__MerchantId: options.juspayMerchantId },
    empty(options.juspayNotificationUser) ? {} : { Juspay__NotificationUser: options.juspayNotificationUser },
    empty(options.callbackDefaultUrl) ? {} : { Callbacks__DefaultUrl: options.callbackDefaultUrl },
    toObject(
      range(0, length(options.callbackAllowedHosts)),
      n => 'Callbacks__AllowedHosts__${n}',
      n => options.callbackAllowedHosts[n]
    ),
    // Without a version in the reference, a new version of the secret is taken up without a deployment.
    mapValues(secretsOf(options), name => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${name})')
  )
