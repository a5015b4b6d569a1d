package org.llmops.router.call;

import org.llmops.router.call.anthropic.AnthropicDialect;
import org.llmops.router.call.bedrock.BedrockDialect;
import org.llmops.router.call.cohere.CohereDialect;
import org.llmops.router.call.gemini.GeminiDialect;
import org.llmops.router.call.openai.Hosting;
import org.llmops.router.call.openai.OpenAiDialect;
import org.llmops.router.exchange.Target;

/** The dialects the router knows. */
public final class Dialects {
    private static final ProviderDialect OPENAI = new OpenAiDialect(Hosting.OPENAI);
    private static final ProviderDialect AZURE = new OpenAiDialect(Hosting.AZURE);
    private static final ProviderDialect ANTHROPIC = new AnthropicDialect();
    private static final ProviderDialect GEMINI = new GeminiDialect();
    private static final ProviderDialect BEDROCK = new BedrockDialect();
    private static final ProviderDialect COHERE = new CohereDialect();

    private Dialects() {}

    /** How the target's provider is spoken to. */
    public static ProviderDialect of(Target target) {
        return switch (target.provider().dialect()) {
            case OPENAI -> OPENAI;
            case AZURE -> AZURE;
            case ANTHROPIC -> ANTHROPIC;
            case GEMINI -> GEMINI;
            case BEDROCK -> BEDROCK;
            case COHERE -> COHERE;
        };
    }
}
