package dev.tidemill.e2e.harness;

/** The one operator that serves all tests which do not hurt it. */
public final class SharedOperator {
  private static final class Holder {
    static final OperatorProcess PROCESS = begin();
  }

  private SharedOperator() {}

  /** The process, leading. */
  public static OperatorProcess get() {
    return Holder.PROCESS;
  }

  private static OperatorProcess begin() {
    Instance instance = Instance.shared();
    Installation.forgetLease(instance);
    OperatorProcess process = OperatorSettings.of(instance, "shared").start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::close));
    return process.awaitLeading();
  }
}
