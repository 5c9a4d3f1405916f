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

  static final String REGION_PATTERN = "^[A-Za-z0-9-]+$";

  /** Whoever answers there would get what was signed. */
  static final String ENDPOINT_SECRET = "!has(self.endpoint) || has(self.credentialsSecretRef)";

  static final String ENDPOINT_SECRET_FORM =
      "endpoint needs credentialsSecretRef: the operator's own identity is for AWS alone; name a"
          + " Secret of this namespace";

  static final String ROLE =
      "!has(self.roleArn) || self.roleArn.matches('^arn:[a-z0-9-]+:iam::[0-9]{12}:role/[^ ]+$')";

  static final String ROLE_FORM =
      "roleArn is the ARN of a role, such as arn:aws:iam::123456789012:role/orders";

  static final String ROLE_ENDPOINT = "!has(self.roleArn) || !has(self.endpoint)";

  static final String ROLE_ENDPOINT_FORM = "roleArn is for AWS alone: leave it or endpoint out";

  private SqsRules() {}
}
