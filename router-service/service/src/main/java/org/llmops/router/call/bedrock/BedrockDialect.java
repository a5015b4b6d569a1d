package org.llmops.router.call.bedrock;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.Asked;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderDialect;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.AwsRegion;
import org.llmops.router.providers.Provider;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

/** AWS Bedrock: Converse for conversations, InvokeModel for embeddings. */
public final class BedrockDialect implements ProviderDialect {
    private static final String SERVICE = "bedrock";

    private final Clock clock;

    public BedrockDialect() {
        this(Clock.systemUTC());
    }

    BedrockDialect(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean can(Operation operation, Target target) {
        return operation.isText()
                || operation == Operation.EMBEDDINGS
                        && BedrockEmbeddings.of(target).isPresent();
    }

    @Override
    public boolean speaks(WireFormat format, Target target) {
        return format == ChatFormat.CHAT || format == EmbeddingsFormat.EMBEDDINGS;
    }

    @Override
    public ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target)
            throws BodyMalformed {
        String model = "/model/" + UriEncoding.encode(target.model().id());
        if (operation == Operation.EMBEDDINGS) {
            BedrockEmbeddings family = BedrockEmbeddings.of(target)
                    .orElseThrow(() -> new BodyMalformed("model", "This model makes no embeddings."));
            return signed(target.provider(), model + "/invoke", Json.bytes(family.request(body, target)));
        }
        byte[] json = Json.bytes(ConverseRequest.of(ChatRequest.of(body), target.model()));
        return signed(target.provider(), model + (body.streamed() ? "/converse-stream" : "/converse"), json);
    }

    private ProviderRequest signed(Provider provider, String path, byte[] json) throws BodyMalformed {
        if (!provider.credential().isPresent()) {
            return new ProviderRequest(path, Map.of(), json);
        }
        String secret = provider.credential().reveal();
        Optional<AwsKeys> keys = AwsKeys.of(secret);
        if (keys.isEmpty()) {
            return new ProviderRequest(path, Map.of("Authorization", "Bearer " + secret), json);
        }
        String region = AwsRegion.of(provider.baseUrl())
                .orElseThrow(() -> new BodyMalformed("model", "The provider's base URL names no AWS region."));
        SignatureV4.Request request = new SignatureV4.Request(
                "POST",
                basePath(provider.baseUrl()) + path,
                "",
                Map.of("Host", host(provider.baseUrl()), "Content-Type", "application/json"),
                json);
        return new ProviderRequest(
                path, new SignatureV4(region, SERVICE).sign(request, keys.get(), clock.instant()), json);
    }

    private static String basePath(URI base) {
        String path = base.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** As the client sends it: a port that everyone expects is not said. */
    private static String host(URI base) {
        int usual = "https".equalsIgnoreCase(base.getScheme()) ? 443 : 80;
        return base.getPort() < 0 || base.getPort() == usual ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] body) throws IOException {
        return ConverseAnswer.of(Json.tree(body), "");
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] body, Asked asked) throws IOException {
        return operation == Operation.EMBEDDINGS
                ? BedrockEmbeddings.answer(Json.tree(body), asked)
                : ConverseAnswer.of(Json.tree(body), asked.target().model().id());
    }

    @Override
    public ProviderError error(int httpStatus, byte[] body) {
        return BedrockError.read(httpStatus, body);
    }

    @Override
    public StreamReader stream(WireFormat format) {
        return new ConverseStream("");
    }

    @Override
    public StreamReader stream(WireFormat format, Asked asked) {
        return new ConverseStream(asked.target().model().id());
    }

    @Override
    public String streamType() {
        return "application/vnd.amazon.eventstream";
    }
}
