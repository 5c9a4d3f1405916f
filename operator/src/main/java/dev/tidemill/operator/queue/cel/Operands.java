package dev.tidemill.operator.queue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which parts of an expression are looked at as a whole, by their IDs.
 *
 * @param compared those that are compared, deeply
 * @param searched those in which a regular expression is searched
 */
record Operands(Set<Long> compared, Set<Long> searched) {
  private static final Set<String> COMPARING = Set.of("_==_", "_!=_", "@in", "_in_", "in");
  private static final String SEARCHING = "matches";

  static Operands of(CelAbstractSyntaxTree tree) {
    Set<Long> compared = new HashSet<>();
    Set<Long> searched = new HashSet<>();
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(expr -> expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL)
        .map(CelExpr::call)
        .forEach(call -> {
          if (COMPARING.contains(call.function())) {
            operands(call).forEach(compared::add);
          } else if (call.function().equals(SEARCHING)) {
            operands(call).forEach(searched::add);
          }
        });
    return new Operands(Set.copyOf(compared), Set.copyOf(searched));
  }

  private static Stream<Long> operands(CelExpr.CelCall call) {
    return Stream.concat(call.target().stream(), call.args().stream()).map(CelExpr::id);
  }
}
