package org.llmops.guardrail.redacting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.answers.Citations;
import org.llmops.guardrail.answers.ForbiddenContent;
import org.llmops.guardrail.answers.JsonSchema;
import org.llmops.guardrail.answers.PromptLeak;
import org.llmops.guardrail.answers.Refusal;
import org.llmops.guardrail.answers.RequiredContent;
import org.llmops.guardrail.content.ToxicityType;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.grounding.Groundedness;
import org.llmops.guardrail.injection.InjectionType;
import org.llmops.guardrail.pii.EmailType;
import org.llmops.guardrail.pii.IbanType;
import org.llmops.guardrail.pii.IpType;
import org.llmops.guardrail.pii.PaymentCardType;
import org.llmops.guardrail.pii.PhoneType;
import org.llmops.guardrail.pii.PiiType;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.rules.BannedWordsType;
import org.llmops.guardrail.rules.CelType;
import org.llmops.guardrail.rules.CodeType;
import org.llmops.guardrail.rules.GibberishType;
import org.llmops.guardrail.rules.LanguageType;
import org.llmops.guardrail.rules.LengthType;
import org.llmops.guardrail.rules.RegexType;
import org.llmops.guardrail.rules.SqlType;
import org.llmops.guardrail.rules.UrlsType;
import org.llmops.guardrail.secrets.SecretsType;
import org.llmops.guardrail.topics.OffTopicType;
import org.llmops.guardrail.topics.TopicsType;

/** Every kind of detector that looks here and now, and something to set those to that need to be set. */
public final class LocalTypes {
    public static final List<DetectorType> ALL = List.of(
            new BannedWordsType(),
            new CelType(),
            new Citations(),
            new CodeType(),
            new EmailType(),
            new ForbiddenContent(),
            new GibberishType(),
            new Groundedness(),
            new IbanType(),
            new InjectionType(),
            new IpType(),
            new JsonSchema(),
            new LanguageType(),
            new LengthType(),
            new OffTopicType(),
            new PaymentCardType(),
            new PhoneType(),
            new PiiType(),
            new PromptLeak(),
            new Refusal(),
            new RegexType(),
            new RequiredContent(),
            new SecretsType(),
            new SqlType(),
            new TopicsType(),
            new ToxicityType(),
            new UrlsType());

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("banned_words", "{'words': ['acme', 'last tuesday', 'idiot', 'Kim Jansen', 'c++']}"),
            Map.entry("cel", "{'condition': 'words > 3 && text.contains(\"me@\")'}"),
            Map.entry("forbidden_content", "{'phrases': ['please look', 'hate you'], 'patterns': ['(?i)card \\\\d+']}"),
            Map.entry("json_schema", "{'schema': {'type': 'object', 'required': ['name', 'city']}}"),
            Map.entry("language", "{'allowed': ['en', 'de']}"),
            Map.entry("length", "{'max_characters': 40, 'max_tokens': 30, 'max_lines': 1}"),
            Map.entry("off_topic", "{'scope': ['orders, parcels, refunds and invoices of an online shop']}"),
            Map.entry(
                    "prompt_leak",
                    "{'prompts': ['The order of last Tuesday has not arrived, so please look into it and"
                            + " tell nobody about the code 4711 or the password'], 'canaries': ['canary-7f3a9c21']}"),
            Map.entry(
                    "regex",
                    "{'patterns': [{'name': 'ticket', 'regex': '[A-Z]{2,5}-\\\\d{3,6}'}, {'name': 'order', 'regex':"
                            + " '(?i)order\\\\s+(?:number\\\\s+)?[\\\\d-]+'}]}"),
            Map.entry("required_content", "{'phrases': ['kind regards'], 'patterns': ['[Tt]hank']}"),
            Map.entry("sql", "{'statements': ['select', 'drop']}"),
            Map.entry(
                    "topics",
                    "{'deny': {'investment': ['Which stocks should I buy now?', 'Is gold a good investment?']},"
                            + " 'allow': {'shop': ['Where is my order?', 'I want a refund for my parcel.']}}"),
            Map.entry("urls", "{'deny': ['example.org'], 'all': true}"));

    private LocalTypes() {}

    /** What this kind is set to here; nothing, for those that can do without. */
    static ObjectNode sample(String name) {
        try {
            return JSON.readValue(SAMPLES.getOrDefault(name, "{}"), ObjectNode.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(name, malformed);
        }
    }

    static Rail rail(DetectorType type, Action action) {
        Rail rail = Rail.of(type.name(), type.name(), Set.of(Direction.INPUT, Direction.OUTPUT), action);
        return rail.with(sample(type.name()), JsonNodeFactory.instance.objectNode());
    }

    /** @throws AssertionError if what it is set to here does not fit */
    static LocalDetector detector(DetectorType type) {
        Parameters parameters = new Parameters(sample(type.name()), type.name());
        LocalDetector detector = (LocalDetector) type.compile(parameters);
        if (!parameters.faults().isEmpty()) {
            throw new AssertionError(parameters.faults());
        }
        return detector;
    }
}
