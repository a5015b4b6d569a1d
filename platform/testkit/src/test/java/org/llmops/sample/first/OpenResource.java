package org.llmops.sample.first;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.llmops.sample.second.OpenGrpc;

/** Forgets who may call it, hides a method, and closes a cycle. */
@Path("/open")
public class OpenResource {
    @GET
    public String forgets() {
        return OpenGrpc.class.getName();
    }

    @POST
    @PermitAll
    void hidden() {}
}
