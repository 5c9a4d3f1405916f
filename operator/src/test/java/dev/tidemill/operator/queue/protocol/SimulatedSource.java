package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.message.DeadLetter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The queue as a simulated process has it. */
final class SimulatedSource implements MessageQueue {
  private final Simulation world;
  private final SimulatedProcess process;
  private final KnownHandles known;

  /** Of which messages this process has sent a dead letter since it began with them. */
  private final Set<String> lettered = new HashSet<>();

  SimulatedSource(Simulation world, SimulatedProcess process, KnownHandles known) {
    this.world = world;
    this.process = process;
    this.known = known;
  }

  /** Begins with a message, perhaps again: of one that was put back no letter is remembered. */
  void begins(String messageId) {
    lettered.remove(messageId);
  }

  @Override
  public boolean fifo() {
    return world.queue.fifo;
  }

  @Override
  public void delete(List<String> handles) {
    handles.forEach(handle -> process.call(() -> world.deleted(world.queue.delete(handle))));
  }

  @Override
  public Set<String> hide(List<String> handles, Duration time) {
    Set<String> invalid = new HashSet<>(handles);
    boolean release = !time.equals(world.policy().visibility());
    invalid.removeIf(handle -> {
      String used = release ? known.putBack(handle) : known.renewed(handle);
      return world.call(process, () -> world.queue.hide(used, time, release));
    });
    return invalid;
  }

  @Override
  public void send(DeadLetter letter) {
    process.call(() -> {
      if (fifo()) {
        world.mustLead(process);
      }
      assertThat(lettered).as("its letter was sent").doesNotContain(letter.sourceId());
      world.queue.deadLetter(letter);
    });
    lettered.add(letter.sourceId());
  }
}
