/** A certificate for `localhost` and 127.0.0.1 that signs itself, for a hundred years, and its key: for tests only. */
export const testCertificate = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBmzCCAUGgAwIBAgIUd1A6wLViW6MfvDyec5svDlCard4wCgYIKoZIzj0EAwIw",
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjAyMzYyMloYDzIxMjYxMTAy",
  "MDIzNjIyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO",
  "PQMBBwNCAAQ4uVRftRzfuyDVF71lxf9dCgM+GmCRADH8t5di0HYTpBSQso5XWrPP",
  "Afkk4BD7L61Jsp4Kd1L2AgMi/VhJXZh5o28wbTAdBgNVHQ4EFgQUax2XtVdsHY0I",
  "mcBxHEY05etJgh4wHwYDVR0jBBgwFoAUax2XtVdsHY0ImcBxHEY05etJgh4wDwYD",
  "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI",
  "zj0EAwIDSAAwRQIgcPWZNUDNdksU51pVRKJoVKb1uC2RixQEZq7BvRc2WwUCIQCs",
  "7Ptmxuj6dhxl/u0UGDNxGp4PbhVgbg1RdZAuogAP+w==",
  "-----END CERTIFICATE-----",
].join("\n")

export const testKey = [
  "-----BEGIN PRIVATE KEY-----",
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWVpGNzp74Z/8mMzZ",
  "BAEB3dqB7K8KXkHkwIXgFZvT9LehRANCAAQ4uVRftRzfuyDVF71lxf9dCgM+GmCR",
  "ADH8t5di0HYTpBSQso5XWrPPAfkk4BD7L61Jsp4Kd1L2AgMi/VhJXZh5",
  "-----END PRIVATE KEY-----",
].join("\n")
