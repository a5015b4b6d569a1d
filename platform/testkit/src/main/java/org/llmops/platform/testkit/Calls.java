package org.llmops.platform.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;

/** What the house rules look for in the code of methods. */
final class Calls {
    private static final Set<String> MUTINY = Set.of("io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi");

    /** A class that hands a result to another asynchronous API. */
    static final DescribedPredicate<JavaClass> BRIDGE = depending(
            "bridges from Mutiny to another asynchronous API",
            Set.of(
                    "io.vertx.core.Promise",
                    "io.vertx.core.Future",
                    "io.grpc.ClientCall",
                    "io.grpc.stub.StreamObserver",
                    "java.util.concurrent.CompletionStage"));

    static final DescribedPredicate<JavaClass> OPENS_SESSIONS = named(
            "open sessions with the database",
            Set.of(
                    "org.hibernate.reactive.mutiny.Mutiny$SessionFactory",
                    "org.hibernate.reactive.stage.Stage$SessionFactory",
                    "io.vertx.mutiny.sqlclient.Pool",
                    "io.vertx.sqlclient.Pool",
                    "javax.sql.DataSource",
                    "io.agroal.api.AgroalDataSource"));

    static final DescribedPredicate<JavaClass> FLOATING_POINT =
            named("floating point", Set.of("float", "double", "java.lang.Float", "java.lang.Double"));

    private Calls() {}

    static DescribedPredicate<JavaMethodCall> toWait() {
        return to("await", "wait for a Uni or Multi");
    }

    static DescribedPredicate<JavaMethodCall> toSubscribe() {
        return to("subscribe", "subscribe to a Uni or Multi");
    }

    private static DescribedPredicate<JavaMethodCall> to(String method, String description) {
        return DescribedPredicate.describe(
                description,
                call -> call.getName().equals(method)
                        && MUTINY.contains(call.getTargetOwner().getName()));
    }

    private static DescribedPredicate<JavaClass> named(String description, Set<String> names) {
        return DescribedPredicate.describe(description, type -> names.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> depending(String description, Set<String> names) {
        return DescribedPredicate.describe(
                description,
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                names.contains(dependency.getTargetClass().getName())));
    }
}
