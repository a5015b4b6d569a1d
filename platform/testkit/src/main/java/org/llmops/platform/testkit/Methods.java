package org.llmops.platform.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the house rules look for in methods. */
final class Methods {
    private static final String HTTP_METHOD = "jakarta.ws.rs.HttpMethod";
    private static final String GRPC_SERVICE = "io.quarkus.grpc.GrpcService";
    private static final List<String> DECLARATIONS =
            List.of("jakarta.annotation.security.RolesAllowed", "jakarta.annotation.security.PermitAll");
    private static final Set<String> RESULTS = Set.of("io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi", "void");

    private Methods() {}

    static DescribedPredicate<JavaMethod> servesRest() {
        return DescribedPredicate.describe("serve REST", method -> method.isMetaAnnotatedWith(HTTP_METHOD));
    }

    /** A method of a gRPC service that a contract above it declares, in the shape of an RPC. */
    static DescribedPredicate<JavaMethod> servesRpc() {
        return DescribedPredicate.describe(
                "serve gRPC",
                method -> method.getOwner().isAnnotatedWith(GRPC_SERVICE)
                        && method.getModifiers().contains(JavaModifier.PUBLIC)
                        && !method.getModifiers().contains(JavaModifier.STATIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && RESULTS.contains(method.getRawReturnType().getName())
                        && isDeclaredAbove(method));
    }

    static ArchCondition<JavaMethod> sayWhoMayCallThem() {
        return new ArchCondition<>("say who may call them, with @RolesAllowed or @PermitAll") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean says = DECLARATIONS.stream()
                        .anyMatch(declaration -> method.isAnnotatedWith(declaration)
                                || method.getOwner().isAnnotatedWith(declaration));
                events.add(new SimpleConditionEvent(
                        method, says, method.getFullName() + (says ? " says" : " does not say") + " who may call it"));
            }
        };
    }

    private static boolean isDeclaredAbove(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(declared -> declared.getName().equals(method.getName()));
    }
}
