package org.llmops.local.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.llmops.platform.servers.ServerFailure;

/** The port of every part: from the file in the repository, unless the environment says otherwise. */
public final class Ports {
    private static final String FILE = "deploy/local/ports.properties";

    private final Map<String, Integer> byPart;

    private Ports(Map<String, Integer> byPart) {
        this.byPart = byPart;
    }

    /** @throws ServerFailure naming the setting that is no port, or the two parts that share one */
    public static Ports read(Path repository, Map<String, String> environment) {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(repository.resolve(FILE))) {
            file.load(reader);
        } catch (IOException e) {
            throw new ServerFailure("Cannot read " + FILE + ": " + e.getMessage(), e);
        }
        Map<String, Integer> byPart = new LinkedHashMap<>();
        Map<Integer, String> byPort = new LinkedHashMap<>();
        for (String part : new TreeSet<>(file.stringPropertyNames())) {
            String variable = variable(part);
            int port = environment.containsKey(variable)
                    ? parse(variable, environment.get(variable))
                    : parse(part + " in " + FILE, file.getProperty(part));
            String other = byPort.putIfAbsent(port, part);
            if (other != null) {
                throw new ServerFailure(part + " and " + other + " cannot both have port " + port);
            }
            byPart.put(part, port);
        }
        return new Ports(byPart);
    }

    /** The same parts on ports that nobody uses, for another stack beside this one. */
    public Ports elsewhere() {
        return new Ports(byPart.keySet().stream()
                .collect(Collectors.toMap(part -> part, _ -> org.llmops.platform.servers.Ports.free())));
    }

    public int of(String part) {
        Integer port = byPart.get(part);
        if (port == null) {
            throw new ServerFailure("There is no port for " + part + " in " + FILE);
        }
        return port;
    }

    /** How a person changes the port of a part. */
    public String advice(String part) {
        return "set " + variable(part) + ", or " + part + " in " + FILE;
    }

    /** The names of the variables that change ports. They are for the launcher; a service would take them for its own settings. */
    public Set<String> variables() {
        return byPart.keySet().stream().map(Ports::variable).collect(Collectors.toSet());
    }

    /** LLMOPS_ROUTER_PORT for {@code router-service}. */
    static String variable(String part) {
        String name = part.endsWith("-service") ? part.substring(0, part.length() - "-service".length()) : part;
        return "LLMOPS_" + name.replace('-', '_').toUpperCase(Locale.ROOT) + "_PORT";
    }

    private static int parse(String setting, String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ServerFailure(setting + " is '" + value + "', which is no port: give a number from 1 to 65535");
    }
}
