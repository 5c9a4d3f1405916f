package dev.tidemill.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints the rows as a Markdown table whose columns are aligned. */
final class Table {
  private static final List<String> HEAD =
      List.of("what", "Tidemill", "bare client", "ratio", "target", "");

  private Table() {}

  static void print(List<Row> rows, PrintStream out) {
    List<List<String>> lines =
        rows.stream()
            .map(r ->
                List.of(
                    r.what(),
                    r.ours(),
                    r.floor(),
                    r.ratio(),
                    r.target(),
                    r.verdict().name().toLowerCase(Locale.ROOT)))
            .toList();
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(i ->
                Math.max(
                    HEAD.get(i).length(),
                    lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0)))
            .toArray();
    out.println(line(HEAD, widths));
    out.println(
        IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining(" | ", "| ", " |")));
    lines.forEach(line -> out.println(line(line, widths)));
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
