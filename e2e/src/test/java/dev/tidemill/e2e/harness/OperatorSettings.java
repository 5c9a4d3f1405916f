package dev.tidemill.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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

  /** Leaves the PID where the script {@code down} finds it, should this JVM be killed. */
  void recordProcess(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      String ticks = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).get(19);
      Files.createDirectories(instance.folder().resolve("run"));
      Files.writeString(
          instance.folder().resolve("run/operator-" + name), pid + " " + ticks + " test\n");
      Files.writeString(instance.folder().resolve("operator-" + name + ".pid"), pid + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
