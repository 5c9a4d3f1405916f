package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every message that SQS takes fits into what is made for it, and is read back as it was. */
class PayloadTest {
  private static final int MIB = 1024 * 1024;
  private static final QueueTrigger TRIGGER = Triggers.trigger().build();
  private static final Recipe RECIPE =
      Recipe.of(TRIGGER.getSpec().routes().getFirst()).orElseThrow();

  private static final String KEY = "0f".repeat(16);
  private static final byte[] BYTES = {0, (byte) 0xff, 1};

  private record Case(String name, String body, Map<String, Attribute> attributes) {}

  @TestFactory
  Stream<DynamicTest> atTheLimits() {
    return Stream.of(
            new Case("a body of 1 MiB", "\"".repeat(MIB), Map.of()),
            new Case("a body of 1 MiB in characters of 3 bytes", "€".repeat(MIB / 3), Map.of()),
            new Case("a binary attribute of 800 KiB", "b", Map.of("blob", binary(800 * 1024))),
            new Case("one of nearly 1 MiB", "b", Map.of("blob", binary(MIB - 11))),
            new Case("a text that is escaped", "b", Map.of("text", text(MIB - 16))),
            new Case("half and half", "b".repeat(MIB / 2), Map.of("blob", binary(MIB / 2 - 10))),
            new Case("ten that just stay", "b", ten(Attribute.text("\"".repeat(32 * 1024 - 6)))),
            new Case("ten that fill it", "b", ten(binary(MIB / 10 - 16))),
            new Case("a few bytes", "b", Map.of("tenant", Attribute.text("acme"))))
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(Case c) {
    Message message = Messages.message(c.body(), c.attributes());
    Payload payload = Payload.of(message, AttributesJson::write);
    List<ConfigMap> maps = PayloadMaps.render(TRIGGER, "0f".repeat(16), payload);
    assertThat(maps).allSatisfy(map -> assertThat(size(map)).isLessThanOrEqualTo(MIB));
    Job job = render(message, payload);
    assertThat(StoredMessage.read(new Attempt.OfJob(job), maps, AttributesJson::read))
        .hasValueSatisfying(read -> {
          assertThat(read.body()).isEqualTo(c.body());
          assertThat(read.attributes()).isEqualTo(c.attributes());
        });
  }

  @Test
  void whatWasReceivedIsKeptBesideWhatThePodsSee() {
    for (int size : new int[] {10, 4 * 1024, 10 * 1024, 700 * 1024}) {
      Message message = Messages.message("eA==".repeat(size), Map.of("blob", binary(size)));
      for (String binary : new String[] {null, Base64.getEncoder().encodeToString(BYTES)}) {
        Message seen = message.with(binary == null ? "x".repeat(size) : "", message.attributes());
        Opened.Content opened = new Opened.Content(seen, binary, Payload.Kind.BASE64);
        Payload payload = Payload.of(message, opened, AttributesJson::write);
        List<ConfigMap> maps = PayloadMaps.render(TRIGGER, KEY, payload);
        assertThat(Payload.mapNames("loads", KEY))
            .containsAll(maps.stream().map(m -> m.getMetadata().getName()).toList());
        assertThat(read(render(message, payload), maps))
            .hasValueSatisfying(read -> {
              assertThat(read.body()).isEqualTo(message.body());
              assertThat(read.attributes()).isEqualTo(message.attributes());
            });
      }
    }
  }

  @Test
  void aBinaryBodyLiesInAConfigMapAndInNoVariable() {
    String base64 = Base64.getEncoder().encodeToString(BYTES);
    Message message = Messages.message(base64);
    Opened.Content opened =
        new Opened.Content(message.with("", Map.of()), base64, Payload.Kind.BASE64);
    Payload payload = Payload.of(message, opened, AttributesJson::write);
    assertThat(PayloadMaps.render(TRIGGER, KEY, payload))
        .anySatisfy(map -> assertThat(map.getBinaryData()).containsEntry("body", base64));
    assertThat(payload.variable()).isFalse();
    assertThat(Payload.of(Messages.message("a\0b"), AttributesJson::write).variable()).isFalse();
    assertThat(Payload.of(Messages.message("ab"), AttributesJson::write).variable()).isTrue();
  }

  @Test
  void aValueWithAFileOfItsOwnIsBesideTheBody() {
    Map<String, Attribute> attributes =
        Map.of("a", Attribute.text("short"), "b", binary(MIB / 2), "c", text(MIB / 3));
    Payload payload = Payload.of(Messages.message("body", attributes), AttributesJson::write);
    assertThat(payload.seen().attributes())
        .isEqualTo(
            "{\"a\":{\"DataType\":\"String\",\"StringValue\":\"short\"},"
                + "\"b\":{\"DataType\":\"Binary\",\"ValueFile\":\"attribute-1\"},"
                + "\"c\":{\"DataType\":\"String\",\"ValueFile\":\"attribute-2\"}}");
    ConfigMap beside = PayloadMaps.render(TRIGGER, "0f".repeat(16), payload).getFirst();
    assertThat(beside.getData()).containsOnlyKeys("body", "attribute-2");
    assertThat(beside.getBinaryData()).containsOnlyKeys("attribute-1");
  }

  @Test
  void aCopyOfWhichAPieceIsGoneIsNoMessage() {
    Message message = Messages.message("body", Map.of("blob", binary(MIB - 11)));
    Payload payload = Payload.of(message, AttributesJson::write);
    List<ConfigMap> maps = PayloadMaps.render(TRIGGER, "0f".repeat(16), payload);
    maps.getFirst().setBinaryData(Map.of());
    Job job = render(message, payload);
    assertThat(StoredMessage.read(new Attempt.OfJob(job), maps, AttributesJson::read)).isEmpty();
  }

  @Test
  void damagedNumbersKeepNoMessageFromItsEnd() {
    Message message = Messages.message("body");
    Payload payload = Payload.of(message, AttributesJson::write);
    Job job = render(message, payload);
    job.getMetadata().getAnnotations().put(JobAnnotations.RECEIVE_COUNT, "many");
    job.getMetadata().getAnnotations().put(JobAnnotations.SENT_MILLIS, "-");
    assertThat(StoredMessage.read(new Attempt.OfJob(job), List.of(), AttributesJson::read))
        .hasValueSatisfying(read -> assertThat(read.receiveCount()).isEqualTo(1));
  }

  @Test
  void parametersThatMakeAJobTooLargeAreRefused() {
    String most = "x".repeat(JobSize.MAX_BYTES - 1);
    assertThat(JobSize.check(RECIPE, Map.of("P", most))).isEmpty();
    assertThat(JobSize.check(RECIPE, Map.of("P", most + "x")))
        .hasValueSatisfying(r -> assertThat(r.reason()).isEqualTo("MessageTooLarge"));
    assertThat(JobSize.check(RECIPE, Map.of("P", "$".repeat(JobSize.MAX_BYTES / 2)))).isPresent();
  }

  private static Optional<Message> read(Job job, List<ConfigMap> maps) {
    List<String> received = Payload.receivedMapNames("loads", KEY);
    List<ConfigMap> kept =
        maps.stream().filter(m -> received.contains(m.getMetadata().getName())).toList();
    return StoredMessage.read(new Attempt.OfJob(job), kept, AttributesJson::read);
  }

  private static Job render(Message message, Payload payload) {
    return (Job) AttemptRenderer.render(TRIGGER, run(message, payload)).object();
  }

  private static Run run(Message message, Payload payload) {
    return new Run(
        message,
        payload,
        "0f".repeat(16),
        1,
        TRIGGER.getSpec().routes().getFirst(),
        RECIPE,
        Map.of(),
        dev.tidemill.api.v1alpha1.AcknowledgeMode.ON_JOB_CREATED,
        null,
        null,
        "http://sqs/q");
  }

  private static int size(ConfigMap map) {
    List<Integer> sizes = new ArrayList<>();
    map.getData().values().forEach(text -> sizes.add(Utf8.length(text)));
    map.getBinaryData()
        .values()
        .forEach(base64 -> sizes.add(Base64.getDecoder().decode(base64).length));
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Attribute> ten(Attribute each) {
    Map<String, Attribute> ten = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      ten.put("a" + i, each);
    }
    return ten;
  }

  private static Attribute binary(int bytes) {
    byte[] random = new byte[bytes];
    new Random(1).nextBytes(random);
    return new Attribute("Binary", null, Base64.getEncoder().encodeToString(random));
  }

  private static Attribute text(int bytes) {
    return Attribute.text("\"".repeat(bytes));
  }
}
