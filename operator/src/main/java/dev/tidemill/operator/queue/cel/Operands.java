package dev.tidemill.operator.queue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which parts of an expression cost more than a look at their values, by their IDs.
 *
 * @param compared those that are compared, deeply
 * @param searched those in which a regular expression is searched
 * @param patterns those that are a regular expression
 * @param sought those that are looked through as often as another text, or they themselves, are
 *     long, with that
 * @param made those that make a text
 */
record Operands(
    Set<Long> compared,
    Set<Long> searched,
    Set<Long> patterns,
    Map<Long, Long> sought,
    Set<Long> made) {
  static Operands of(CelAbstractSyntaxTree tree) {
    Operands all =
        new Operands(
            new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashMap<>(), new HashSet<>());
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(expr -> expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL)
        .forEach(all::add);
    return all;
  }

  private void add(CelExpr expr) {
    CelExpr.CelCall call = expr.call();
    List<Long> operands =
        Stream.concat(call.target().stream(), call.args().stream()).map(CelExpr::id).toList();
    switch (call.function()) {
      case "_==_", "_!=_", "@in", "_in_", "in" -> compared.addAll(operands);
      case "matches" -> {
        searched.add(operands.getFirst());
        patterns.add(operands.getLast());
      }
      case "contains" -> sought.put(operands.getLast(), operands.getFirst());
      // its parts are cut off one after the other
      case "duration" -> sought.put(operands.getFirst(), operands.getFirst());
      case "_+_", "string", "bytes" -> made.add(expr.id());
      default -> {}
    }
  }
}
