// The product's metrics as Azure Monitor keeps them: rows of AppMetrics, one for each metric, set of tags and export interval.
// Alerts and workbook ask through these functions only, so that they cannot disagree.

@export()
@description('One number: how much a counter grew.')
func growth(metric string) string => 'AppMetrics | where Name == "${metric}" | summarize Value = sum(Sum)'

@export()
@description('One number: how much a counter grew with one of these values, quoted and separated by commas, in this tag.')
func growthOf(metric string, tag string, values string) string =>
  'AppMetrics | where Name == "${metric}" and tostring(Properties["${tag}"]) in (${values}) | summarize Value = sum(Sum)'

@export()
@description('One number: the largest value that a gauge had.')
func largest(metric string) string => 'AppMetrics | where Name == "${metric}" | summarize Value = max(Sum / ItemCount)'

@export()
@description('One number: how often a metric was reported.')
func reports(metric string) string => 'AppMetrics | where Name == "${metric}" | summarize Value = count()'

@export()
@description('One number: which percentage of a counter has this value in this tag; 0 below a least total, where a share says nothing.')
func share(metric string, tag string, value string, leastTotal int) string =>
  $'''
AppMetrics
| where Name == "${metric}"
| summarize Part = sumif(Sum, tostring(Properties["${tag}"]) == "${value}"), Total = sum(Sum)
| project Value = iff(Total >= ${leastTotal}, 100.0 * Part / Total, 0.0)
'''

@export()
@description('A line for each value of a tag: how much a counter grew in each interval of the workbook\'s time range.')
func growthByTag(metric string, tag string) string =>
  $'''
AppMetrics
| where Name == "${metric}"
| summarize Value = sum(Sum) by bin(TimeGenerated, {TimeRange:grain}), Line = tostring(Properties["${tag}"])
'''

@export()
@description('A line for each counter, the names quoted and separated by commas: how much it grew in each interval.')
func growthByName(metrics string) string =>
  $'''
AppMetrics
| where Name in (${metrics})
| summarize Value = sum(Sum) by bin(TimeGenerated, {TimeRange:grain}), Line = Name
'''

@export()
@description('A line for each gauge, the names quoted and separated by commas: its largest value in each interval, divided by a unit.')
func gaugesByName(metrics string, unit int) string =>
  $'''
AppMetrics
| where Name in (${metrics})
| summarize Value = max(Sum / ItemCount) / ${unit} by bin(TimeGenerated, {TimeRange:grain}), Line = Name
'''
