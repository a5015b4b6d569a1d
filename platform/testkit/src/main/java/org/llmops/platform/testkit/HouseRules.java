package org.llmops.platform.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePublic;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The rules that hold in every module of ours.
 *
 * <p>A module applies them with {@code @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class)}. Code generated from
 * protos, in packages called {@code v1}, is left out.
 */
public final class HouseRules {
    private static final String[] MONEY = {
        "..money..",
        "..pricing..",
        "..prices..",
        "..ledger..",
        "..budget..",
        "..budgets..",
        "..leasing..",
        "..leases..",
        "..spend..",
        "..spending..",
        "..settle..",
        "..reserve.."
    };
    private static final DescribedPredicate<JavaClass> GENERATED = resideInAnyPackage("..v1", "..v1..");
    private static final DescribedPredicate<JavaClass> OURS = not(GENERATED).as("classes of ours");

    @ArchTest
    static final ArchRule everyRestMethodSaysWhoMayCallIt = methods()
            .that(Methods.servesRest())
            .should(Methods.sayWhoMayCallThem())
            .allowEmptyShould(true)
            .because("a method that forgot would be open to nobody or to everybody, and nobody would have decided it");

    @ArchTest
    static final ArchRule everyRpcSaysWhoMayCallIt = methods()
            .that(Methods.servesRpc())
            .should(Methods.sayWhoMayCallThem())
            .allowEmptyShould(true)
            .because("gRPC without a declaration is open to whoever reaches the port");

    @ArchTest
    static final ArchRule restMethodsArePublic = methods()
            .that(Methods.servesRest())
            .should(bePublic())
            .allowEmptyShould(true)
            .because("a resource method that is not public is silently a 404");

    @ArchTest
    static final ArchRule featuresFormNoCycles = slices().matching("org.llmops.*.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), GENERATED)
            .ignoreDependency(GENERATED, alwaysTrue())
            .allowEmptyShould(true)
            .because("a feature should be deletable by deleting its package");

    @ArchTest
    static final ArchRule packagesAreFeatures = noClasses()
            .should()
            .resideInAnyPackage(
                    "..service..",
                    "..services..",
                    "..dto..",
                    "..util..",
                    "..utils..",
                    "..impl..",
                    "..common..",
                    "..helper..",
                    "..helpers..",
                    "..manager..",
                    "..managers..",
                    "..model..",
                    "..entity..",
                    "..repository..")
            .because("packages are named after what users do, not after layers or kinds of classes");

    @ArchTest
    static final ArchRule classNamesSaySomething = noClasses()
            .that(OURS)
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .orShould()
            .haveSimpleNameEndingWith("DTO")
            .because("a name should say what the class is, and these endings fit any class");

    @ArchTest
    static final ArchRule nothingWaits = noClasses()
            .that(OURS)
            .should()
            .callMethodWhere(Calls.toWait())
            .because("a thread that waits is an event loop that stands still");

    @ArchTest
    static final ArchRule onlyBridgesSubscribe = noClasses()
            .that(OURS)
            .and(not(Calls.BRIDGE))
            .should()
            .callMethodWhere(Calls.toSubscribe())
            .because(
                    "who returns the Uni lets the framework subscribe, with its context and its errors; only a class that "
                            + "hands the result to another asynchronous API (a Vert.x promise, a gRPC call) has to do it itself");

    @ArchTest
    static final ArchRule onlyTheStoreOpensSessions = noClasses()
            .that(OURS)
            .and(not(resideInAPackage("org.llmops.platform.store..")))
            .should()
            .dependOnClassesThat(Calls.OPENS_SESSIONS)
            .because(
                    "Transactions names the workspace to the database in every session; a session opened beside it sees all rows");

    @ArchTest
    static final ArchRule moneyIsExact = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(MONEY)
            .should()
            .notHaveRawType(Calls.FLOATING_POINT)
            .allowEmptyShould(true)
            .because("amounts are integer nano-dollars and rates exact decimals; floating point loses cents");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that(OURS)
            .and(not(simpleName("package-info")))
            .should(Packages.beNullMarked())
            .allowEmptyShould(true)
            .because("without the mark nobody checks what may be null");

    private HouseRules() {}
}
