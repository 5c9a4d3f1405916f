package dev.tidemill.api.v1alpha1;

/** The rules that hold for the address of any SQS queue, and what is said where one is broken. */
final class SqsRules {
  static final String ONE = "has(self.queueUrl) != has(self.queueName)";
  static final String ONE_FORM = "set exactly one of queueUrl and queueName";

  static final String URL =
      "!has(self.queueUrl) || (isURL(self.queueUrl) && "
          + "url(self.queueUrl).getScheme() in ['http', 'https'] && "
          + "url(self.queueUrl).getHostname() != '')";
  static final String URL_FORM =
      "queueUrl is the http or https URL of the queue, such as "
          + "https://sqs.eu-central-1.amazonaws.com/123456789012/orders";

  static final String ENDPOINT =
      "!has(self.endpoint) || (isURL(self.endpoint) && "
          + "url(self.endpoint).getScheme() in ['http', 'https'] && "
          + "url(self.endpoint).getHostname() != '')";
  static final String ENDPOINT_FORM =
      "endpoint is an http or https URL, such as http://elasticmq:9324; leave it out for AWS";

  static final String NAME =
      "!has(self.queueName) || self.queueName.matches('" + Names.QUEUE + "')";
  static final String NAME_FORM = "queueName is letters, digits, - and _, at most 80 characters";

  /** Of a source only: a dead-letter queue has its source's region. */
  static final String REGION =
      "has(self.region) || has(self.endpoint) || (has(self.queueUrl) && "
          + "self.queueUrl.matches('^https://sqs[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?/'))";

  static final String REGION_FORM =
      "set region: queueUrl is none of AWS that names it (https://sqs.REGION.amazonaws.com/...), and"
          + " there is no endpoint";

  private SqsRules() {}
}
