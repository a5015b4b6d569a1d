package org.llmops.guardrail.naming;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Fills the sentences of {@code person-templates.txt} with names of lists, and knows where the persons are. */
final class Templates {
    private static final List<String> THINGS = List.of(
            ("Premium Plan,Business Account,Credit Card,Privacy Policy,Release Notes,Help Center,Windows Server,Galaxy Phone,"
                            + "Smart Watch,Travel Insurance,Gold Package,Cloud Storage,Summer Sale,Data Platform,Model S,"
                            + "Star Wars,Harry Potter,Formula One,World Cup,Black Friday,Project Apollo,Operation Sunrise,"
                            + "Wi-Fi Router,Bluetooth Speaker,Espresso Machine,Garden Chair,Blue Lagoon,Green Tea,React Native,"
                            + "Spring Boot,Visual Studio,Power Point,Great Wall,Golden Gate,Big Ben,Red Cross,Nobel,Oscar,"
                            + "Marketing,Finance,Engineering,Sales Department,Human Resources,Operations,Bronze,Silver,Platinum,"
                            + "Security Update,Payment Gateway,Customer Success,Account Settings,Login Page,Standard Edition,"
                            + "Rosetta,Titanic,Odyssey,Matrix,Avatar,Frozen,Minecraft,Tetris,Photoshop,Firefox,Chrome,Safari")
                    .split(",", -1));
    private static final List<String> COMPANIES = List.of(
            ("Google,Microsoft,Amazon,Apple,Tesla,Siemens,Deutsche Bank,Lufthansa,Renault,Carrefour,BNP Paribas,Santander,"
                            + "Telefónica,Fiat,Philips,Shell,Heineken,Nokia,Ericsson,Volvo,Maersk,Lego,Toyota,Honda,Samsung,"
                            + "Wells Fargo,Goldman Sachs,Morgan Stanley,JPMorgan Chase,Johnson & Johnson,Procter & Gamble,"
                            + "General Electric,Ford,Walmart,Starbucks,McDonald's,Ben & Jerry's,Louis Vuitton,Hugo Boss,"
                            + "Harvard University,Stanford,Red Hat,Oracle,Dell,Lloyds,Barclays,Marks & Spencer,Air France")
                    .split(",", -1));
    private static final List<String> FORMS = List.of(
            "Inc",
            "Inc.",
            "Ltd",
            "LLC",
            "GmbH",
            "AG",
            "S.A.",
            "SARL",
            "B.V.",
            "Oy",
            "AB",
            "A/S",
            "S.p.A.",
            "Group",
            "Bank",
            "Partners",
            "& Co",
            "& Sons",
            "University",
            "Hospital",
            "Insurance",
            "Airlines",
            "Holdings",
            "Solutions",
            "KG");
    private static final Map<String, List<String>> STREETS = Map.of(
            "de", List.of("#straße", "#-Straße", "#weg", "#gasse", "Am #", "#platz"),
            "fr", List.of("rue #", "avenue #", "Boulevard #", "rue du # ", "place #"),
            "it", List.of("Via #", "Viale #", "Piazza #", "Corso #"),
            "es", List.of("Calle #", "Avenida #", "Plaza #", "Calle de #"),
            "nl", List.of("#straat", "#laan", "#weg", "#plein"),
            "pt", List.of("Rua #", "Avenida #", "Travessa #"),
            "pl", List.of("ul. #", "ulica #", "al. #"));

    /** Where the lists of a language come from, best first. */
    private static final Map<String, List<String>> SOURCES = Map.ofEntries(
            Map.entry("en", List.of("py_en_US", "py_en_GB", "py_en_NZ", "js_en", "js_en_AU", "js_en_IN", "js_en_NG")),
            Map.entry("de", List.of("js_de", "py_de_DE", "js_de_CH", "py_de_CH")),
            Map.entry("fr", List.of("py_fr_FR", "js_fr", "js_fr_BE", "js_fr_CH")),
            Map.entry("it", List.of("js_it", "py_it_IT")),
            Map.entry("es", List.of("js_es", "js_es_MX", "py_es_ES", "py_es_MX")),
            Map.entry("nl", List.of("js_nl", "py_nl_NL", "js_nl_BE")),
            Map.entry("pt", List.of("js_pt_PT", "js_pt_BR", "py_pt_BR", "py_pt_PT")),
            Map.entry("pl", List.of("js_pl", "py_pl_PL")),
            Map.entry("sv", List.of("js_sv", "py_sv_SE")),
            Map.entry("da", List.of("js_da", "py_dk_DK")),
            Map.entry("no", List.of("js_nb_NO", "py_no_NO")),
            Map.entry("fi", List.of("js_fi", "py_fi_FI")),
            Map.entry("cs", List.of("js_cs_CZ", "py_cs_CZ", "js_sk")),
            Map.entry("hu", List.of("js_hu", "py_hu_HU")),
            Map.entry("ro", List.of("js_ro", "py_ro_RO")),
            Map.entry("tr", List.of("js_tr", "py_tr_TR")),
            Map.entry("hr", List.of("js_hr", "py_hr_HR", "js_sr_RS_latin", "py_sl_SI")),
            Map.entry("ru", List.of("js_ru", "py_ru_RU")),
            Map.entry("uk", List.of("js_uk", "py_uk_UA")),
            Map.entry("el", List.of("js_el", "py_el_GR")),
            Map.entry(
                    "xx",
                    List.of("js_id_ID", "js_vi", "js_yo_NG", "js_zu_ZA", "py_hi_IN", "js_lv", "py_et_EE", "py_lt_LT")));

    private final Map<String, List<String>> lists = new HashMap<>();
    private final Path folder;
    private final Random random;
    private final List<Template> templates = new ArrayList<>();

    /** A sentence with its language. */
    private record Template(String language, String sentence) {}

    /** A text and where persons are in it, in chars. */
    record Filled(String text, List<int[]> persons) {}

    Templates(List<String> lines, Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        String language = "en";
        for (String line : lines) {
            if (line.startsWith("[") && line.length() == 4) {
                language = line.substring(1, 3);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                templates.add(new Template(language, line.replace("\\n", "\n")));
            }
        }
    }

    int size() {
        return templates.size();
    }

    /** One to three sentences of a language, mostly the same one. */
    Filled fill(int index) throws IOException {
        Template first = templates.get(index);
        StringBuilder text = new StringBuilder();
        List<int[]> persons = new ArrayList<>();
        append(first, text, persons);
        int more = random.nextInt(3);
        for (int count = 0; count < more; count++) {
            Template other = templates.get(random.nextInt(templates.size()));
            if (other.language.equals(first.language)) {
                text.append(random.nextInt(3) == 0 ? "\n" : random.nextInt(6) == 0 ? "\n\n" : " ");
                append(other, text, persons);
            }
        }
        int way = random.nextInt(100);
        String written = text.toString();
        String cased =
                way < 8 ? written.toLowerCase(Locale.ROOT) : way < 11 ? written.toUpperCase(Locale.ROOT) : written;
        return new Filled(cased.length() == written.length() ? cased : written, persons);
    }

    private void append(Template template, StringBuilder text, List<int[]> persons) throws IOException {
        String sentence = template.sentence;
        String language = random.nextInt(4) == 0 ? any() : template.language;
        for (int at = 0; at < sentence.length(); ) {
            boolean slot = sentence.charAt(at) == '{' && at + 2 < sentence.length() && sentence.charAt(at + 2) == '}';
            if (!slot) {
                text.append(sentence.charAt(at++));
                continue;
            }
            char kind = sentence.charAt(at + 1);
            int start = text.length();
            text.append(value(kind, language));
            switch (kind) {
                case 'P', 'G', 'S' -> persons.add(new int[] {start, text.length()});
                case 'R' -> {
                    int comma = text.indexOf(",", start);
                    persons.add(new int[] {start, comma});
                    persons.add(new int[] {comma + 2, text.length()});
                }
                default -> {}
            }
            at += 3;
        }
    }

    private String any() {
        List<String> all = SOURCES.keySet().stream().sorted().toList();
        return all.get(random.nextInt(all.size()));
    }

    private String value(char kind, String language) throws IOException {
        return switch (kind) {
            case 'P' -> person(language);
            case 'G' -> entry("given", language);
            case 'S' -> entry("surname", language);
            case 'R' -> entry("surname", language) + ", " + entry("given", language);
            case 'O' -> company(language);
            case 'o' -> company(language).toLowerCase(Locale.ROOT);
            case 'C' -> entry("city", language);
            case 'c' -> entry("city", language).toLowerCase(Locale.ROOT);
            case 'L' -> entry("place", language);
            case 'T' -> street(language);
            case 'N' -> String.valueOf(1 + random.nextInt(random.nextInt(4) == 0 ? 99_999 : 200));
            case 'D' ->
                "%02d.%02d.%d".formatted(1 + random.nextInt(28), 1 + random.nextInt(12), 1950 + random.nextInt(80));
            case 'E' -> entry("given", "en").toLowerCase(Locale.ROOT) + random.nextInt(100) + "@example.com";
            case 'W' -> pick(THINGS);
            default -> throw new IllegalArgumentException("No such slot: " + kind);
        };
    }

    private String person(String language) throws IOException {
        String given = entry("given", language);
        String surname = entry("surname", language);
        return switch (random.nextInt(20)) {
            case 0, 1 -> given + " " + (char) ('A' + random.nextInt(26)) + ". " + surname;
            case 2 -> given + " " + (char) ('A' + random.nextInt(26)) + " " + surname;
            case 3 -> (char) ('A' + random.nextInt(26)) + ". " + surname;
            case 4 -> given + " " + entry("given", language) + " " + surname;
            case 5 -> given + " " + surname + "-" + entry("surname", language);
            case 6 -> given + " " + surname + " " + entry("surname", language);
            case 7 ->
                given + " " + pick(List.of("van", "de", "von", "van der", "del", "de la", "bin", "al")) + " " + surname;
            case 8 -> given;
            case 9 -> surname;
            default -> given + " " + surname;
        };
    }

    private String company(String language) throws IOException {
        String surname = entry("surname", language);
        return switch (random.nextInt(6)) {
            case 0 -> surname + " " + pick(FORMS);
            case 1 -> surname + " & " + entry("surname", language);
            case 2 -> surname + ", " + entry("surname", language) + " and " + entry("surname", language);
            case 3 -> entry("city", language) + " " + pick(FORMS);
            default -> pick(COMPANIES);
        };
    }

    private String street(String language) throws IOException {
        String pattern =
                pick(STREETS.getOrDefault(language, List.of("# Street", "# Road", "# Avenue", "# Lane", "# Drive")));
        String name = random.nextInt(3) == 0 ? entry("city", language) : entry("surname", language);
        return pattern.replace("#", random.nextInt(5) == 0 ? person(language) : name);
    }

    private String entry(String kind, String language) throws IOException {
        List<String> sources = Objects.requireNonNull(SOURCES.get(language));
        String source = sources.get(Math.min(random.nextInt(sources.size()), random.nextInt(sources.size())));
        if (!lists.containsKey(kind + source)) {
            lists.put(
                    kind + source,
                    NameLists.entries(folder, kind, List.of(source)).stream()
                            .filter(entry -> entry.length() > 1 && Character.isUpperCase(entry.charAt(0)))
                            .toList());
        }
        List<String> entries = lists.getOrDefault(kind + source, List.of());
        if (!entries.isEmpty()) {
            return pick(entries);
        }
        boolean names = kind.equals("given") || kind.equals("surname");
        return names ? entry(kind, language) : entry(kind, pick(List.of("en", "de", "it")));
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
