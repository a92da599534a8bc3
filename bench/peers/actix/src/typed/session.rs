//! Three extractors, each of which asks the one before: settings (application data), a session, the user.
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::ErrorUnauthorized;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{web, Error, FromRequest, HttpRequest};
use serde::Serialize;

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

pub struct Settings {
    tenant: String,
    scheme: String,
    users: HashMap<&'static str, (&'static str, &'static str)>,
}

impl Settings {
    pub fn new() -> Self {
        Settings {
            tenant: "navy".to_string(),
            scheme: "bearer".to_string(),
            users: HashMap::from([
                ("token-of-grace", ("grace", "grace@example.org")),
                ("token-of-ada", ("ada", "ada@example.org")),
            ]),
        }
    }
}

pub struct Session {
    settings: web::Data<Settings>,
}

#[derive(Serialize)]
pub struct User {
    name: String,
    email: String,
    tenant: String,
}

impl Session {
    fn find_user(&self, authorization: &str) -> Option<User> {
        let (scheme, token) = authorization.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case(&self.settings.scheme) {
            return None;
        }
        let (name, email) = self.settings.users.get(token)?;
        Some(User { name: name.to_string(), email: email.to_string(), tenant: self.settings.tenant.clone() })
    }
}

impl FromRequest for Session {
    type Error = Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Ok(Session { settings: web::Data::extract(&request).await? }) })
    }
}

impl FromRequest for User {
    type Error = Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let session = Session::extract(&request).await?;
            let authorization = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
            authorization
                .and_then(|authorization| session.find_user(authorization))
                .ok_or_else(|| ErrorUnauthorized("nobody"))
        })
    }
}
