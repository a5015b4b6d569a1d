package org.llmops.platform.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RealmTest {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anOverlayChangesNamesakesAndAddsTheRest() throws JsonProcessingException {
        Realm base = new Realm("""
                {"realm": "r", "clients": [{"clientId": "a", "enabled": true}], "roles": {"realm": [{"name": "viewer"}]}}""");
        Realm overlay = new Realm("""
                {"clients": [{"clientId": "a", "enabled": false}, {"clientId": "b"}], "users": [{"username": "u"}]}""");
        assertThat(JSON.readTree(base.with(overlay).json())).isEqualTo(JSON.readTree("""
                {"realm": "r", "clients": [{"clientId": "a", "enabled": false}, {"clientId": "b"}],
                 "roles": {"realm": [{"name": "viewer"}]}, "users": [{"username": "u"}]}"""));
    }

    @Test
    void onlyTheDemoHasPeopleAndPasswordLogins() throws JsonProcessingException {
        JsonNode deployed = JSON.readTree(Realm.deployed(REPOSITORY).json());
        assertThat(deployed.findValuesAsText("username")).allMatch(name -> name.startsWith("service-account-"));
        assertThat(deployed.findValuesAsText("directAccessGrantsEnabled")).containsOnly("false");

        JsonNode demo = JSON.readTree(Realm.demo(REPOSITORY).json());
        assertThat(demo.findValuesAsText("username")).contains("alice", "arthur", "ava", "grace", "olga");
        assertThat(demo.findValuesAsText("directAccessGrantsEnabled")).containsOnlyOnce("true");
    }
}
