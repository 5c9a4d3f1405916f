package dev.tidemill.operator.queue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.tidemill.operator.plan.Excerpt;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.MessageCondition;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A CEL expression over a message, compiled once and evaluated within a bound on its cost. */
public final class CelCondition implements MessageCondition {
  private static final int WORDS = 300;

  private final CelRuntime.Program program;
  private final Operands operands;

  private CelCondition(CelRuntime.Program program, Operands operands) {
    this.program = program;
    this.operands = operands;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException with line, column and error if it is no CEL, or not of type
   *     bool
   */
  public static CelCondition compile(String text) {
    try {
      CelValidationResult result = CelEnvironment.COMPILER.compile(text);
      if (result.hasError()) {
        throw new IllegalArgumentException(words(result));
      }
      CelAbstractSyntaxTree tree = result.getAst();
      return new CelCondition(CelEnvironment.RUNTIME.createProgram(tree), Operands.of(tree));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(cut(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("it is nested too deeply", e);
    }
  }

  @Override
  public Answer test(Message message, JsonText json) {
    EvaluationCost cost = new EvaluationCost(operands);
    try {
      Object value = program.trace(new MessageVariables(message, json), cost);
      if (cost.exceeded()) {
        return new Fails(EvaluationCost.WORDS);
      }
      return value instanceof Boolean truth
          ? new Says(truth)
          : new Fails("its value is not true or false");
    } catch (CelEvaluationException e) {
      return new Fails(cost.exceeded() ? EvaluationCost.WORDS : Failure.words(e));
    } catch (RuntimeException e) {
      return new Fails(
          cost.exceeded() ? EvaluationCost.WORDS : "it cannot be told for this message");
    } catch (StackOverflowError e) {
      return new Fails("it is nested too deeply");
    }
  }

  private static String words(CelValidationResult result) {
    return cut(
        result.getErrors().stream().map(CelCondition::words).collect(Collectors.joining("; ")));
  }

  private static String words(CelIssue issue) {
    var at = issue.getSourceLocation();
    String where =
        at.getLine() < 1 ? "" : "line " + at.getLine() + ", column " + (at.getColumn() + 1) + ": ";
    return where + issue.getMessage();
  }

  /** An error may repeat much of the expression, which is not to fill a status. */
  private static String cut(@Nullable String words) {
    return Excerpt.of(String.valueOf(words), WORDS);
  }
}
