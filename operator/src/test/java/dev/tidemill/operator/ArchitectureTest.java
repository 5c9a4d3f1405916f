package dev.tidemill.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Holds the house to its plan: who may import whom, who may touch a network, who may read a clock.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.tidemill.operator";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void featuresDoNotKnowEachOther() {
    slices()
        .matching(ROOT + ".(schedule|queue|chain|environment|notify)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void sharedCodeKnowsNoFeature() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".plan..", ROOT + ".kube..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".schedule..", ROOT + ".queue..", ROOT + ".chain..", ROOT + ".app..")
        .check(CLASSES);
  }

  @Test
  void decisionsArePure() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".plan..")
        .or()
        .haveSimpleNameEndingWith("Decider")
        .or()
        .haveSimpleNameEndingWith("Renderer")
        .or()
        .haveSimpleNameEndingWith("Graph")
        .should()
        .onlyDependOnClassesThat(pureOrOurs())
        .check(CLASSES);
  }

  @Test
  void decisionsNeitherReadAClockNorHoldAClient() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".plan..")
        .or()
        .haveSimpleNameEndingWith("Decider")
        .or()
        .haveSimpleNameEndingWith("Renderer")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(KubernetesClient.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheInjectedClockTellsTheTime() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  /** So that nothing of it is loaded where no trigger has any. */
  @Test
  void onlyOnePackageKnowsTheCelLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".queue.cel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.cel..")
        .check(CLASSES);
  }

  @Test
  void everyNameSaysAJob() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> pureOrOurs() {
    return JavaClass.Predicates.resideInAnyPackage(
        "java..",
        "org.jspecify..",
        "io.fabric8.kubernetes.api..",
        "io.fabric8.kubernetes.client",
        "io.fabric8.kubernetes.client.utils..",
        "com.fasterxml.jackson..",
        "dev.tidemill.api..",
        ROOT + ".plan..",
        ROOT + ".schedule..",
        ROOT + ".queue..",
        ROOT + ".chain..");
  }
}
