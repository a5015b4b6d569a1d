package org.llmops.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.testkit.RealServers;

/**
 * Whatever is sent, the answer says which field is wrong and what would be right, and nothing is our fault: no 500, and
 * nothing that is half done.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
class BadInputContractTest {
    /** Further away than the database knows times. */
    private static final String FAR = "%2B300000-01-01T00:00:00Z";

    private static final String FARTHER = "%2B300000-01-02T00:00:00Z";
    private static final String NUL = "a%00b";

    private final List<String> wrong = new ArrayList<>();

    @Test
    void budgets() {
        Map<String, List<String>> each = Map.ofEntries(
                Map.entry(
                        "limit_usd",
                        List.of(
                                budgetWith("limit_usd", "\"-1\""),
                                budgetWith("limit_usd", "\"0\""),
                                budgetWith("limit_usd", "\"1e999999999\""),
                                budgetWith("limit_usd", "\"1e-999999999\""),
                                budgetWith("limit_usd", "\"NaN\""),
                                budgetWith("limit_usd", "\"\""),
                                budgetWith("limit_usd", "\"0.0000000001\""),
                                budgetWith("limit_usd", "\"3000000000\""),
                                budgetWith("limit_usd", "{}"),
                                "{\"name\":\"n\",\"period\":\"day\"}")),
                Map.entry("limit", List.of(budgetWith("limit", "5"), budgetWith("unit\":\"tokens\",\"limit", "5"))),
                Map.entry(
                        "time_zone",
                        List.of(
                                budgetWith("time_zone", "\"Mars/Olympus\""),
                                budgetWith("time_zone", "\"+25:00\""),
                                budgetWith("time_zone", "\"\""),
                                budgetWith("time_zone", "\"" + "x".repeat(100) + '"'))),
                Map.entry(
                        "rolling",
                        List.of(
                                budgetWith("rolling", "\"24h\""),
                                budgetOf("rolling", "rolling", "\"0h\""),
                                budgetOf("rolling", "rolling", "\"999d\""),
                                budgetOf("rolling", "rolling", "\"٣h\""),
                                budgetOf("rolling", "rolling", "\"-1h\""),
                                budgetOf("rolling", "rolling", "\"\""))),
                Map.entry("start_day", List.of(budgetOf("fiscal_month", "start_day", "31"))),
                Map.entry(
                        "thresholds",
                        List.of(
                                budgetWith("thresholds", "[0]"),
                                budgetWith("thresholds", "[101]"),
                                budgetWith("thresholds", "[-5]"),
                                budgetWith("thresholds", "[50.5]"),
                                budgetWith("thresholds", "[null]"),
                                budgetWith(
                                        "thresholds",
                                        Collections.nCopies(1000, "7").toString()))),
                Map.entry(
                        "name",
                        List.of(
                                budgetWith("name", "\"\""),
                                budgetWith("name", "\"a\\u0000b\""),
                                budgetWith("name", "\"a\\ud800b\""))),
                Map.entry("app", List.of(budgetWith("app", "\"a\\u0000b\""))),
                Map.entry(
                        "tags",
                        List.of(budgetWith("tags", "{\"a\\u0000\":\"b\"}"), budgetWith("tags", "{\"\":\"b\"}"))),
                Map.entry("carry_over", List.of(budgetOf("total", "carry_over", "true"))),
                Map.entry("carry_over_max_usd", List.of(budgetWith("carry_over_max_usd", "\"1\""))),
                Map.entry("colour", List.of(budgetWith("colour", "\"red\""))),
                Map.entry("on_exceeded", List.of(budgetWith("on_exceeded", "\"explode\""))),
                Map.entry("period", List.of(budgetOf("fortnight", "app", "\"a\""), budgetOf("", "app", "\"a\""))));
        each.forEach((field, bodies) -> bodies.forEach(body -> post("/v1/budgets", body, field)));
        post("/v1/budgets", "", null);
        post("/v1/budgets", "{", null);
        post("/v1/budgets", "[]", null);
        post("/v1/budgets", "null", null);
        // Twice as deep as what is read; what logs the request indents it, which a deeper one has no memory for.
        post("/v1/budgets", "[".repeat(2000), null);
        nothingWrong();
    }

    @Test
    void overrides() {
        String of = "/v1/budgets/" + budget(unique("app"), "5") + "/override";
        put(of, "{\"limit_usd\":\"9\",\"until\":\"2020-01-01T00:00:00Z\"}", "until");
        put(of, "{\"limit_usd\":\"9\",\"until\":\"+999999999-12-31T23:59:59Z\"}", "until");
        put(of, "{\"limit_usd\":\"9\",\"until\":\"2026-02-30T00:00:00Z\"}", "until");
        put(of, "{\"limit_usd\":\"9\",\"until\":\"tomorrow\"}", "until");
        put(of, "{\"limit_usd\":\"9\"}", "until");
        put(of, "{\"limit_usd\":\"4\",\"until\":\"2099-01-01T00:00:00Z\"}", "limit_usd");
        put(of, "{\"until\":\"2099-01-01T00:00:00Z\"}", "limit_usd");
        put(of, "{\"limit_usd\":\"9\",\"until\":\"2099-01-01T00:00:00Z\",\"reason\":\"\\u0000\"}", "reason");
        nothingWrong();
        assertThat(as("ava").get(of.replace("/override", "")).jsonPath().getString("limit_usd"))
                .isEqualTo("5.00");
    }

    @Test
    void pricesAndQuotes() {
        String price = "{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"usage\":%s}";
        post("/v1/price", price.formatted("{\"input_tokens\":-1}"), "usage.input_tokens");
        post("/v1/price", price.formatted("{\"wings\":1}"), "usage.wings");
        post(
                "/v1/price",
                price.formatted("{\"input_tokens\":9223372036854775807,\"output_tokens\":9223372036854775807}"),
                null);
        post("/v1/price", price.formatted("{\"input_tokens\":9223372036854775808}"), "usage");
        post("/v1/price", price.formatted("{\"input_tokens\":1.5}"), "usage.input_tokens");
        post("/v1/price", price.formatted("{\"input_tokens\":null}"), "usage.input_tokens");
        post("/v1/price", price.formatted("{}"), "usage");
        post(
                "/v1/price",
                "{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"at\":\"soon\",\"usage\":{\"input_tokens\":1}}",
                "at");
        post(
                "/v1/price",
                "{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"service_tier\":\"gold\",\"usage\":{\"input_tokens\":1}}",
                "service_tier");
        String quote = "{\"models\":[{\"provider\":\"openai\",\"model\":\"gpt-4o\"}],%s}";
        post("/v1/quotes", quote.formatted("\"message_bytes\":[-1]"), "message_bytes");
        post("/v1/quotes", quote.formatted("\"input_tokens\":1000000000000"), "input_tokens");
        post("/v1/quotes", quote.formatted("\"units\":{\"wings\":1}"), null);
        post("/v1/quotes", quote.formatted("\"units\":{\"web_searches\":9223372036854775807}"), null);
        post("/v1/quotes", "{\"models\":[]}", "models");
        post("/v1/quotes", "{\"models\":[{\"provider\":\"a\\u0000\",\"model\":\"b\"}],\"input_tokens\":1}", null);
        nothingWrong();
    }

    @Test
    void priceDocuments() {
        for (String path : List.of("/v1/custom-prices", "/v1/price-books")) {
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"rates\":{\"input_tokens\":\"-1\"}}",
                    "rules[0].rates.input_tokens");
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"rates\":{\"input_tokens\":\"1e999999999\"}}",
                    "rules[0].rates.input_tokens");
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"rates\":{\"input_tokens\":\"1e-999999999\"}}",
                    "rules[0].rates.input_tokens");
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"rates\":{\"feathers\":\"1\"}}",
                    "rules[0].rates.feathers");
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"regex\":\"(a\"}],\"rates\":{\"input_tokens\":\"1\"}}",
                    "rules[0].match[0].regex");
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"currency\":\"XXQ\",\"rates\":{\"input_tokens\":\"1\"}}",
                    "rules[0].currency");
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"effective_from\":\"soon\",\"rates\":{\"input_tokens\":\"1\"}}",
                    "rules[0].effective_from");
            document(
                    path,
                    "{\"id\":\"r\\u0000\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"rates\":{\"input_tokens\":\"1\"}}",
                    "rules[0].id");
            document(
                    path,
                    "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"rates\":{\"input_tokens\":\"1\"}},{\"id\":\"s\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"rates\":{\"input_tokens\":\"2\"}}",
                    "rules[1]");
            document(path, "7", "rules[0]");
        }
        put("/v1/custom-prices", "{\"rules\":{}}", "rules");
        put("/v1/custom-prices", "[]", null);
        put("/v1/custom-prices", "{\"unpriced\":\"perhaps\"}", "unpriced");
        put(
                "/v1/custom-prices",
                "{\"discounts\":[{\"id\":\"d\",\"provider\":\"openai\",\"percent\":\"101\"}]}",
                "discounts[0].percent");
        put(
                "/v1/custom-prices",
                "{\"discounts\":[{\"id\":\"d\",\"provider\":\"openai\",\"percent\":\"-1\"}]}",
                "discounts[0].percent");
        put("/v1/custom-prices?note=" + NUL, "{\"rules\":[]}", "note");
        get("/v1/custom-prices/999999", null);
        get("/v1/custom-prices/99999999999999", null);
        get("/v1/price-books/1/diff/77777", null);
        String rate = "{\"source\":\"ECB\",\"rates\":[%s]}";
        post(
                "/v1/exchange-rates",
                rate.formatted("{\"date\":\"2026-03-06\",\"currency\":\"EUR\",\"per_usd\":\"-0.5\"}"),
                "rates[0].per_usd");
        post(
                "/v1/exchange-rates",
                rate.formatted("{\"date\":\"2026-03-06\",\"currency\":\"QQQ\",\"per_usd\":\"0.5\"}"),
                "rates[0].currency");
        post(
                "/v1/exchange-rates",
                rate.formatted("{\"date\":\"2026-02-30\",\"currency\":\"EUR\",\"per_usd\":\"0.5\"}"),
                "rates[0].date");
        post(
                "/v1/exchange-rates",
                rate.formatted("{\"date\":\"+999999-02-01\",\"currency\":\"EUR\",\"per_usd\":\"0.5\"}"),
                "rates[0].date");
        post(
                "/v1/exchange-rates",
                rate.formatted("{\"date\":\"2026-03-06\",\"currency\":\"EUR\",\"per_usd\":\"1e99999\"}"),
                "rates[0].per_usd");
        post(
                "/v1/exchange-rates",
                "{\"source\":\"E\\u0000\",\"rates\":[{\"date\":\"2026-03-06\",\"currency\":\"EUR\",\"per_usd\":\"1\"}]}",
                "source");
        nothingWrong();
    }

    @Test
    void reports() {
        for (String path : List.of(
                "/v1/spend",
                "/v1/reports/movers",
                "/v1/reports/unit-costs",
                "/v1/reports/savings",
                "/v1/reports/prompts")) {
            get(path + "?from=" + FAR, "from");
            get(path + "?from=" + FAR + "&to=" + FARTHER, "to");
            get(path + "?from=yesterday", "from");
            get(path + "?from=2026-02-30", "from");
            get(path + "?from=2026-03-02&to=2026-03-01", "to");
            get(path + "?from=2020-01-01&to=2026-03-01", "from");
            get(path + "?app=" + NUL, "app");
            get(path + "?app=" + "x".repeat(3000), "app");
            get(path + "?prompt_version=0", "prompt_version");
            get(path + "?prompt_version=99999999999", null);
        }
        get("/v1/spend?group_by=colour", "group_by");
        get("/v1/spend?group_by=hour,day", "group_by");
        get("/v1/spend?group_by=end_user,model", "group_by");
        get("/v1/spend?group_by=end_user,hour", null);
        get("/v1/spend?group_by=tag:" + NUL, "group_by");
        get("/v1/spend?tag=" + NUL + "=b", "tag");
        get("/v1/spend?group_by=app&order=zebra", "order");
        get("/v1/spend?group_by=app&limit=0", "limit");
        get("/v1/spend?group_by=app&limit=-1", "limit");
        get("/v1/spend?group_by=app&limit=99999999999", null);
        get("/v1/spend?without=colour", "without");
        get("/v1/spend?without=app&app=a", "without");
        get("/v1/reports/movers?group_by=day", "group_by");
        get("/v1/reports/movers?before_from=" + FAR + "&before_to=" + FARTHER, null);
        get("/v1/reports/savings?baseline=nonsense", "baseline");
        get("/v1/reports/chargeback?by=colour", null);
        get("/v1/forecast?until=2020-01-01", "until");
        get("/v1/forecast?until=2090-01-01", "until");
        get("/v1/forecast?until=" + FAR, "until");
        get("/v1/forecast?coverage=1.5", "coverage");
        get("/v1/forecast?app=" + NUL, "app");
        get("/v1/ledger?from=" + FAR + "&to=" + FARTHER, null);
        get("/v1/ledger?app=" + NUL, "app");
        get("/v1/ledger?cursor=rubbish", null);
        get("/v1/ledger?limit=0", "limit");
        get("/v1/ledger/not-an-id", null);
        for (String file : List.of("ledger.csv", "ledger.parquet", "focus.csv", "focus.parquet")) {
            get("/v1/exports/" + file + "?from=" + FAR + "&to=" + FARTHER, null);
            get("/v1/exports/" + file + "?from=2026-03-02&to=2026-03-01", "to");
            get("/v1/exports/" + file + "?from=2000-01-01&to=2026-03-01", "from");
        }
        get("/v1/exports/ledger.xlsx", null);
        get("/v1/anomalies?verdict=maybe", null);
        get("/v1/anomalies?from=" + FAR, null);
        get("/v1/alerts?state=sleepy", null);
        get("/v1/alerts?cursor=!!", null);
        get("/v1/alert-deliveries?state=sleepy", null);
        nothingWrong();
    }

    @Test
    void settings() {
        String channel =
                "{\"name\":\"c\",\"kind\":\"webhook\",\"url\":\"%s\",\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}";
        for (String url : List.of(
                "https://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/x",
                "https://192.168.1.1/x",
                "https://[::1]:9/x",
                "https://[::ffff:10.0.0.1]/x",
                "https://0x7f000001/x",
                "https://2130706433/x",
                "https://127.1/x",
                "https://0.0.0.0/x",
                "https://user:secret@example.com/x",
                "http://example.com/x",
                "file:///etc/passwd",
                "gopher://example.com",
                "https://example.com:99999/x",
                "https:///x",
                "not a url",
                "https://example.com/\\u0000",
                "https://exa mple.com/x")) {
            post("/v1/alert-channels", channel.formatted(url), "url");
        }
        post(
                "/v1/alert-channels",
                "{\"name\":\"c\",\"kind\":\"webhook\",\"url\":\"https://example.com\",\"secret\":\"weak\"}",
                "secret");
        post(
                "/v1/alert-channels",
                "{\"name\":\"c\",\"kind\":\"email\",\"recipients\":[\"a@b.com\\r\\nBcc: c@d.com\"]}",
                null);
        post("/v1/alert-channels", "{\"name\":\"c\",\"kind\":\"email\",\"recipients\":[\"nobody\"]}", null);
        post("/v1/alert-channels", "{\"name\":\"c\",\"kind\":\"pigeon\"}", "kind");
        String email = "{\"name\":\"c\",\"kind\":\"email\",\"recipients\":[\"a@example.com\"],%s}";
        post("/v1/alert-channels", email.formatted("\"quiet_period\":\"-1h\""), "quiet_period");
        post("/v1/alert-channels", email.formatted("\"kinds\":[\"EARTHQUAKE\"]"), null);
        post("/v1/alert-channels", email.formatted("\"scope\":{\"colour\":\"red\"}"), null);
        post("/v1/alert-channels", email.formatted("\"scope\":{\"app\":\"a\\u0000\"}"), null);
        put("/v1/teams/" + NUL, "{\"apps\":[]}", null);
        put("/v1/teams/t", "{\"apps\":[\"\"]}", null);
        put("/v1/teams/t", "{\"apps\":[\"a\\u0000\"]}", null);
        put("/v1/reported-tags", "{\"tags\":[\"a\\u0000\"]}", null);
        put("/v1/reported-tags", "{\"tags\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]}", "tags");
        put(
                "/v1/chargeback-rules",
                "{\"rules\":[{\"name\":\"n\",\"by\":\"app\",\"unassigned\":true,\"split\":\"fixed\",\"percent\":{\"a\":\"60\"}}]}",
                "rules[0].percent");
        put(
                "/v1/chargeback-rules",
                "{\"rules\":[{\"name\":\"n\",\"by\":\"app\",\"unassigned\":true,\"split\":\"fixed\",\"percent\":{\"a\":1e999999999}}]}",
                "rules[0].percent");
        put(
                "/v1/chargeback-rules",
                "{\"rules\":[{\"name\":\"n\",\"by\":\"app\",\"unassigned\":true,\"split\":\"fixed\",\"percent\":{\"a\":1e-999999999,\"b\":99}}]}",
                "rules[0].percent");
        put(
                "/v1/chargeback-rules",
                "{\"rules\":[{\"name\":\"n\\u0000\",\"by\":\"app\",\"unassigned\":true,\"split\":\"even\"}]}",
                null);
        put(
                "/v1/chargeback-rules",
                "{\"rules\":[{\"name\":\"n\",\"by\":\"moon\",\"unassigned\":true,\"split\":\"even\"}]}",
                null);
        post("/v1/rollup-rebuilds", "{\"from\":\"2026-03-02\",\"to\":\"2026-03-01\"}", "to");
        post(
                "/v1/rollup-rebuilds",
                "{\"from\":\"+300000-01-01T00:00:00Z\",\"to\":\"+300000-01-02T00:00:00Z\"}",
                "from");
        post("/v1/rollup-rebuilds", "{}", "from");
        post("/v1/reratings", "{\"from\":\"2026-03-02\",\"to\":\"2026-03-01\"}", "to");
        post("/v1/reratings", "{\"from\":\"+300000-01-01T00:00:00Z\",\"to\":\"+300000-01-02T00:00:00Z\"}", "from");
        post(
                "/v1/reratings",
                "{\"from\":\"2026-03-01\",\"to\":\"2026-03-02\",\"price_book_version\":77777}",
                "price_book_version");
        post("/v1/reratings", "{\"from\":\"2026-03-01\",\"to\":\"2026-03-02\",\"model\":\"a\\u0000\"}", "model");
        put("/v1/anomalies/0192d0f0-0000-7000-8000-000000000000/verdict", "{\"verdict\":\"perhaps\"}", null);
        put("/v1/invoice-projects/openai/" + NUL, "{\"app\":\"a\"}", null);
        put("/v1/invoice-projects/openai/p", "{\"app\":\"a\\u0000\"}", null);
        nothingWrong();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "anthropic_csv|day,cost\\n2026-03-01,1|1",
                "csv&provider=openai|day,amount\\n2026-03-01,1|day_column",
                "csv&provider=openai&day_column=day&amount_column=amount|day,amount\\n2026-02-30,1|rows[1].day",
                "csv&provider=openai&day_column=day&amount_column=amount|day,amount\\n2026-03-01,NaN|rows[1].amount",
                "csv&provider=openai&day_column=day&amount_column=amount|day,amount\\n2026-03-01,1e999999999|rows[1].amount",
                "csv&provider=openai&day_column=day&amount_column=amount|day,amount\\n2026-03-01,|rows[1].amount",
                "csv&provider=openai&day_column=when&amount_column=amount|day,amount\\n2026-03-01,1|rows[1].when",
                "csv&provider=openai&day_column=day&amount_column=amount&currency_column=c|day,amount,c\\n2026-03-01,1,eur|rows[1].c",
                "csv&provider=openai&day_column=day&amount_column=amount|day,amount\\n+9999999-03-01T00:00:00Z,1|rows[1].day",
                "csv&provider=openai&day_column=day&amount_column=amount|day,amount\\n\"2026-03-01,1|",
                "csv&provider=openai&day_column=day&requests_column=n|day,n\\n2026-03-01,-4|rows[1].n",
                "csv&day_column=day&amount_column=amount|day,amount\\n2026-03-01,1|provider",
                "csv&provider=openai&day_column=day&amount_column=amount|day,amount|",
                "openai_costs|{\"data\": 7}|",
                "openai_costs|{\"data\":[{\"start_time\":\"x\",\"end_time\":2,\"results\":[{}]}]}|",
                "openai_costs|[]|",
                "openai_costs|not json|",
                "openai_usage|{\"object\":\"page\",\"data\":[{\"start_time\":-9223372036854775808,\"results\":[{\"model\":\"m\",\"input_tokens\":1}]}]}|",
                "anthropic_costs|{\"data\":[{\"starting_at\":\"never\",\"results\":[{\"amount\":\"1\",\"currency\":\"USD\"}]}]}|",
                "tarot|x|format"
            })
    void invoices(String format, String document, @Nullable String field) {
        int before = as("ava")
                .get("/v1/invoices?limit=200")
                .jsonPath()
                .getList("items")
                .size();
        Response answer = as("alice")
                .contentType(ContentType.BINARY)
                .body(document.replace("\\n", "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/invoices?format=" + format);

        check("POST invoices " + format + " " + document, answer, field);
        nothingWrong();
        assertThat(as("ava").get("/v1/invoices?limit=200").jsonPath().getList("items"))
                .as("nothing half-done stays behind")
                .hasSize(before);
    }

    @Test
    void idsOfNobody() {
        String none = "0192d0f0-0000-7000-8000-000000000000";
        for (String path : List.of(
                "/v1/budgets/",
                "/v1/ledger/",
                "/v1/invoices/",
                "/v1/reratings/",
                "/v1/rollup-rebuilds/",
                "/v1/alerts/",
                "/v1/alert-channels/",
                "/v1/alert-deliveries/",
                "/v1/anomalies/")) {
            get(path + none, null);
            get(path + "x", null);
        }
        nothingWrong();
    }

    private static String budgetWith(String field, String json) {
        return budgetOf("day", field, json);
    }

    private static String budgetOf(String period, String field, String json) {
        String name = field.equals("name") ? "" : "\"name\":\"bad-input\",";
        String limit = field.contains("limit") ? "" : "\"limit_usd\":\"1\",";
        return "{" + name + limit + "\"period\":\"" + period + "\",\"" + field + "\":" + json
                + (field.contains("limit") && !field.equals("limit_usd") ? ",\"limit_usd\":\"1\"" : "") + "}";
    }

    private void document(String path, String rules, String field) {
        String body = "{\"rules\":[" + rules + "]}";
        if (path.endsWith("custom-prices")) {
            put(path, body, field);
        } else {
            post(path, body, field);
        }
    }

    private void get(String path, @Nullable String field) {
        check("GET " + path, as("ava").urlEncodingEnabled(false).get(path), field);
    }

    private void post(String path, String body, @Nullable String field) {
        check(
                "POST " + path + " " + body,
                as("alice").urlEncodingEnabled(false).body(body).post(path),
                field);
    }

    private void put(String path, String body, @Nullable String field) {
        check(
                "PUT " + path + " " + body,
                as("alice").urlEncodingEnabled(false).body(body).put(path),
                field);
    }

    private void check(String asked, Response answer, @Nullable String field) {
        String body = answer.asString();
        boolean problem = answer.statusCode() >= 400
                && answer.statusCode() < 500
                && answer.contentType().startsWith("application/problem+json");
        if (!problem) {
            wrong.add(asked.substring(0, Math.min(200, asked.length())) + "\n  -> " + answer.statusLine() + " "
                    + body.substring(0, Math.min(300, body.length())));
            return;
        }
        List<String> fields = new JsonPath(body).getList("errors.field", String.class);
        if (field != null && (fields == null || fields.stream().noneMatch(name -> name.contains(field)))) {
            wrong.add(asked.substring(0, Math.min(200, asked.length())) + "\n  -> not about " + field + ": " + body);
        }
    }

    /** All at once, so that one run tells everything. */
    private void nothingWrong() {
        assertThat(String.join("\n", wrong)).isEmpty();
    }
}
