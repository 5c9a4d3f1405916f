package dev.tidemill.operator.kube;

/** The term of office of this process, for whoever finds traces of another leader. */
public interface LeaderTerm {
  /**
   * Reads the Lease from the API server.
   *
   * @return whether this process holds it
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server does not tell
   */
  boolean stillOurs();

  /**
   * Ends the process at once, because another one leads.
   *
   * @param why goes into the log
   */
  void end(String why);
}
