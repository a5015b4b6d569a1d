package org.llmops.router.pipeline;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.llmops.prompt.v1.PromptKind;
import org.llmops.prompt.v1.PromptMessage;
import org.llmops.prompt.v1.PromptServiceGrpc;
import org.llmops.prompt.v1.PromptVersion;
import org.llmops.prompt.v1.ResolveRequest;
import org.llmops.prompt.v1.ResolveResponse;
import org.llmops.prompt.v1.TemplatePart;

/**
 * A registry with the prompt `greeting` in workspace acme, whose label `production` can be moved, and the local stack's
 * `support-reply`.
 */
final class FakePrompts extends PromptServiceGrpc.PromptServiceImplBase {
    private final AtomicInteger production = new AtomicInteger(3);
    private final AtomicInteger asked = new AtomicInteger();

    int asked() {
        return asked.get();
    }

    void moveProductionTo(int version) {
        production.set(version);
    }

    static PromptVersion version(int number) {
        return PromptVersion.newBuilder()
                .setName("greeting")
                .setVersion(number)
                .setKind(PromptKind.PROMPT_KIND_CHAT)
                .addMessages(message("system", text("Version " + number + ", be "), variable("tone")))
                .addMessages(message("user", text("Hello "), variable("name")))
                .addAllVariables(List.of("name", "tone"))
                .setConfigJson("{\"model\":\"echo\",\"temperature\":0.50}")
                .build();
    }

    private static PromptVersion supportReply() {
        return PromptVersion.newBuilder()
                .setName("support-reply")
                .setVersion(1)
                .setKind(PromptKind.PROMPT_KIND_CHAT)
                .addMessages(message("user", variable("customer_message"), text(" About: "), variable("product")))
                .addAllVariables(List.of("product", "customer_message"))
                .build();
    }

    private static PromptMessage message(String role, TemplatePart... parts) {
        return PromptMessage.newBuilder()
                .setRole(role)
                .addAllParts(List.of(parts))
                .build();
    }

    private static TemplatePart text(String text) {
        return TemplatePart.newBuilder().setText(text).build();
    }

    private static TemplatePart variable(String name) {
        return TemplatePart.newBuilder().setVariable(name).build();
    }

    @Override
    public void resolve(ResolveRequest request, StreamObserver<ResolveResponse> answer) {
        asked.incrementAndGet();
        if (request.getName().equals("support-reply")) {
            answer.onNext(ResolveResponse.newBuilder()
                    .setVersion(supportReply())
                    .setLabel(request.getLabel())
                    .build());
            answer.onCompleted();
            return;
        }
        if (!request.getName().equals("greeting") || !FakePeers.WORKSPACE.get().equals("acme")) {
            answer.onError(Status.NOT_FOUND.asRuntimeException());
            return;
        }
        int number = request.hasVersion() ? request.getVersion() : production.get();
        answer.onNext(ResolveResponse.newBuilder()
                .setVersion(version(number))
                .setLabel(request.getLabel())
                .build());
        answer.onCompleted();
    }
}
