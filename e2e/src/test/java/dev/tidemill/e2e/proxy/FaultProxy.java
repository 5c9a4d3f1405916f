package dev.tidemill.e2e.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * Stands between the operator and a server, passes everything on, and interferes where it is told.
 *
 * <p>It listens on loopback without TLS, and speaks TLS to a server whose URL says so.
 */
public final class FaultProxy implements AutoCloseable {
  private final URI server;
  private final SocketFactory sockets;
  private final ServerSocket listener;
  private final CopyOnWriteArrayList<Fault> faults = new CopyOnWriteArrayList<>();
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private final Map<Point, Integer> counts = new ConcurrentHashMap<>();
  private volatile boolean away;

  /**
   * Starts to listen.
   *
   * @param server the URL of the server
   * @param sockets makes connections to it
   */
  public FaultProxy(String server, SocketFactory sockets) {
    this.server = URI.create(server);
    this.sockets = sockets;
    try {
      this.listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("fault-proxy").start(this::accept);
  }

  /** A proxy before a server that speaks plain HTTP. */
  public static FaultProxy plain(String server) {
    return new FaultProxy(server, SocketFactory.getDefault());
  }

  /** Where the operator has to go. */
  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Adds a fault. */
  public Fault arm(Fault fault) {
    faults.add(fault);
    return fault;
  }

  /** Takes all faults away. */
  public void disarm() {
    faults.clear();
  }

  /** Ends every connection, and while {@code away} refuses new ones. */
  public void away(boolean isAway) {
    away = isAway;
    if (isAway) {
      open.forEach(Exchange::close);
    }
  }

  /** Ends every watch that is open now. */
  public void cutWatches() {
    open.stream().filter(Exchange::streaming).forEach(Exchange::close);
  }

  /** How many requests of a sort have come. */
  public int count(Point point) {
    return counts.getOrDefault(point, 0);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(Exchange::close);
  }

  Optional<Fault.Effect> effect(Call call, Fault.Moment moment) {
    if (moment == Fault.Moment.SENT) {
      for (Point point : Point.values()) {
        if (point.is(call)) {
          counts.merge(point, 1, Integer::sum);
        }
      }
    }
    return faults.stream().filter(f -> f.take(call, moment)).map(Fault::effect).findFirst();
  }

  Socket connect() throws IOException {
    return sockets.createSocket(server.getHost(), server.getPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (away) {
          client.close();
        } else {
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException _) {
        // closed, or a client that went before it was accepted
      }
    }
  }

  private void serve(Socket client) {
    Exchange exchange = new Exchange(this, client);
    open.add(exchange);
    try {
      exchange.run();
    } catch (IOException _) {
      // one of the two sides went: the other hears of it by the close below
    } finally {
      exchange.close();
      open.remove(exchange);
    }
  }
}
