package dev.tidemill.operator.queue.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/**
 * What the CEL of a route may use: the standard functions and macros, and the variables of a
 * message. Loaded with the first expression, so that an operator without any pays nothing.
 */
final class CelEnvironment {
  /** As in the schema of the route. */
  private static final int MAX_LENGTH = 2048;

  /** An expression that adds one to one to one is short and deep. */
  private static final int MAX_NODES = 1000;

  private static final int MAX_NESTING = 32;

  /** Of all macros of an evaluation together. */
  private static final int MAX_ITERATIONS = 10_000;

  /** A regular expression takes time by its size times that of the text. */
  private static final int MAX_REGEX = 200;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxParseRecursionDepth(MAX_NESTING)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxRegexProgramSize(MAX_REGEX)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar(MessageVariables.BODY, SimpleType.STRING)
          .addVar(MessageVariables.JSON, SimpleType.DYN)
          .addVar(MessageVariables.ATTRIBUTES, MapType.create(SimpleType.STRING, SimpleType.STRING))
          .addVar(MessageVariables.RECEIVE_COUNT, SimpleType.INT)
          .addVar(MessageVariables.SENT_TIME, SimpleType.TIMESTAMP)
          .setResultType(SimpleType.BOOL)
          .build();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

  private CelEnvironment() {}
}
