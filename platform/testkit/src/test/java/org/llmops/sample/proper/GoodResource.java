package org.llmops.sample.proper;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource as it should be. */
@Path("/good")
class GoodResource {
    @GET
    @RolesAllowed("viewer")
    public String get() {
        return helper();
    }

    private static String helper() {
        return "good";
    }
}
