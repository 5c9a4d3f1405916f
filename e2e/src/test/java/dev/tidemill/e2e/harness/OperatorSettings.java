package dev.tidemill.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/**
 * How to start an operator.
 *
 * @param instance the cluster that it serves
 * @param name what its log and its Lease call it
 * @param port where it serves health and metrics, on loopback
 * @param environment its settings
 */
public record OperatorSettings(
    Instance instance, String name, int port, Map<String, String> environment) {

  /** An operator that speaks to the API server of its cluster. */
  public static OperatorSettings of(Instance instance, String name) {
    return of(instance, name, instance.client().getConfiguration().getMasterUrl());
  }

  /** An operator that speaks to the API server through something else. */
  public static OperatorSettings of(Instance instance, String name, String server) {
    int port = freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("KUBECONFIG", Installation.kubeconfig(instance, name, server).toString());
    environment.put("TIDEMILL_HTTP_PORT", String.valueOf(port));
    environment.put("TIDEMILL_NAMESPACE", Installation.NAMESPACE);
    environment.put("TIDEMILL_IDENTITY", name);
    return new OperatorSettings(instance, name, port, environment);
  }

  /** Starts it. */
  public OperatorProcess start() {
    return OperatorProcess.start(this);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
