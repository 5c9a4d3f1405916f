package dev.tidemill.e2e.proxy;

import dev.tidemill.e2e.proxy.Fault.Effect;
import dev.tidemill.e2e.proxy.Fault.Moment;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the requests of one connection to the server and the answers back. */
final class Exchange {
  private final FaultProxy proxy;
  private final Socket client;
  private volatile @Nullable Socket upstream;
  private volatile boolean streaming;

  Exchange(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  boolean streaming() {
    return streaming;
  }

  void close() {
    close(client);
    close(upstream);
  }

  void run() throws IOException {
    client.setTcpNoDelay(true);
    InputStream in = new BufferedInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    Socket server = proxy.connect();
    upstream = server;
    server.setTcpNoDelay(true);
    InputStream answers = new BufferedInputStream(server.getInputStream());
    boolean goOn = true;
    while (goOn) {
      Optional<Head> request = Head.read(in);
      goOn = request.isPresent() && one(request.get(), in, out, server, answers);
    }
  }

  /** Carries one request; false where the connection is over. */
  private boolean one(
      Head request, InputStream in, OutputStream out, Socket server, InputStream answers)
      throws IOException {
    if (request.header("Expect").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] body = Body.read(in, request, false);
    Call call = Call.of(request, body);
    Optional<Effect> before = proxy.effect(call, Moment.SENT);
    if (before.isPresent() && before.get() instanceof Effect.Instead(var answer)) {
      out.write(answer.apply(call));
      out.flush();
      return true;
    }
    if (before.isPresent() && !goesOn(before.get(), out)) {
      return false;
    }
    int times = before.filter(Effect.Twice.class::isInstance).isPresent() ? 2 : 1;
    for (int i = 1; i < times; i++) {
      send(request, body, server);
      Body.read(answers, answer(answers), true);
    }
    send(request, body, server);
    Head answer = answer(answers);
    if (answer.second().equals("101")) {
      return tunnel(answer, in, out, server, answers);
    }
    return call.watch() ? stream(answer, out, answers) : handBack(call, answer, out, answers);
  }

  private boolean handBack(Call call, Head answer, OutputStream out, InputStream answers)
      throws IOException {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(answer.bytes());
    Body.copy(answers, whole, answer, true);
    Optional<Effect> after = proxy.effect(call, Moment.ANSWERED);
    if (after.isPresent() && after.get() instanceof Effect.Shown(var reader)) {
      reader.accept(whole.toByteArray());
    } else if (after.isPresent() && !goesOn(after.get(), out)) {
      return false;
    }
    out.write(whole.toByteArray());
    out.flush();
    return !answer.header("Connection").equalsIgnoreCase("close");
  }

  private boolean stream(Head answer, OutputStream out, InputStream answers) throws IOException {
    streaming = true;
    out.write(answer.bytes());
    out.flush();
    Body.copy(answers, out, answer, true);
    streaming = false;
    return true;
  }

  private boolean tunnel(
      Head answer, InputStream in, OutputStream out, Socket server, InputStream answers)
      throws IOException {
    streaming = true;
    out.write(answer.bytes());
    out.flush();
    OutputStream toServer = server.getOutputStream();
    Thread.ofVirtual()
        .start(() -> {
          try {
            in.transferTo(toServer);
          } catch (IOException _) {
            // said by the close
          }
          close();
        });
    answers.transferTo(out);
    return false;
  }

  private void send(Head request, byte[] body, Socket server) throws IOException {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(request.forUpstream().bytes());
    whole.writeBytes(body);
    server.getOutputStream().write(whole.toByteArray());
    server.getOutputStream().flush();
  }

  private static Head answer(InputStream answers) throws IOException {
    return Head.read(answers).orElseThrow(() -> new IOException("the server closed"));
  }

  /** Whether the request or its answer goes on after the effect. */
  private static boolean goesOn(Effect effect, OutputStream out) throws IOException {
    return switch (effect) {
      case Effect.Strike(Runnable blow, boolean further) -> {
        blow.run();
        yield further;
      }
      case Effect.Answer(int code, var headers, String text) -> {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 %d Fault\r\n".formatted(code));
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Type: application/json\r\nContent-Length: ")
            .append(body.length)
            .append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        yield false;
      }
      case Effect.Delay(var time) -> {
        try {
          Thread.sleep(time);
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        yield true;
      }
      case Effect.Cut() -> false;
      case Effect.Twice(), Effect.Instead(_), Effect.Shown(_) -> true;
    };
  }

  private static void close(@Nullable Socket socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // it is closed, that is all we want
      }
    }
  }
}
